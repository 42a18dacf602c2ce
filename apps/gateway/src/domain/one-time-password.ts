/** Letters and digits that nobody takes for another when they are read out. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to be told to somebody, in four groups of four: more than 79 random bits. `random` gives numbers from 0 up to the limit. */
export function oneTimePassword(random: (limit: number) => number): string {
  const group = (): string => Array.from({ length: 4 }, () => signs[random(signs.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

export const shortestPassword = 10;
