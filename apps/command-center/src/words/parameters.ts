import type { PhraseLike } from './use-phrase.ts';

/** The values of a phrase by name; an absent one is empty text. */
export const textsOf = ({ parameters }: PhraseLike): ((name: string) => string) => {
  const values = new Map(parameters.map(({ name, value }) => [name, value]));
  return (name) => values.get(name) ?? '';
};

/** The values of a phrase as numbers; undefined where there is none. */
export const numbersOf = (phrase: PhraseLike): ((name: string) => number | undefined) => {
  const text = textsOf(phrase);
  return (name) => {
    const value = text(name);
    return value === '' || !Number.isFinite(Number(value)) ? undefined : Number(value);
  };
};
