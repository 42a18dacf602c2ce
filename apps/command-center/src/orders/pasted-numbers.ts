export const mostPasted = 500;

export interface Pasted {
  readonly numbers: readonly string[];
  /** How many more were pasted than one look-up takes. */
  readonly left: number;
}

const mark = /^["'`=]+|["'`]+$/g;

/** Numbers out of whatever was copied: a column of a sheet, a chat, a comma list; each once, in the order in which they came. */
export const pastedNumbers = (text: string): Pasted => {
  // A phone is often written in groups: it is one number.
  const close = text.normalize('NFKC').replaceAll(/[\s-]/g, '');
  if (/^1[3-9]\d{9}$/.test(close)) return { numbers: [close], left: 0 };
  const words = text
    .normalize('NFKC')
    .split(/[\s,;、|]+/u)
    .map((word) => word.replaceAll(mark, ''))
    .filter((word) => /\d/.test(word));
  const once = [...new Set(words)];
  return { numbers: once.slice(0, mostPasted), left: Math.max(0, once.length - mostPasted) };
};

/** Several numbers at once are looked up and stand as a set; a single word is searched as it is. */
export const isMany = (text: string): boolean => pastedNumbers(text).numbers.length > 1;

/** A phone, or the four digits at its end. Personal: it may be asked for, never written into an address. */
export const isPersonal = (word: string): boolean => /^(\d{4}|(\+?86)?1\d{10})$/.test(word.trim().replaceAll(/[\s-]/g, ''));
