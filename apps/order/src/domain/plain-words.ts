export type WordsTrouble = 'EMPTY' | 'TOO_LONG' | 'PERSONAL_DATA';

const mostCharacters = 500;

// Mobile and landline numbers, identity cards, mail addresses, and a door: personal data lives in the vault alone.
const personal: readonly RegExp[] = [
  /(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/,
  /(?<!\d)0\d{2,3}[\s-]\d{7,8}(?!\d)/,
  /(?<!\d)\d{17}[\dXx](?!\d)/,
  /[\w.+-]+@[\w-]+\.\w+/,
  /\d+\s*(?:栋|幢|单元|号楼|弄|室)/,
  /(?:路|街|道|巷)\s*\d+\s*号/,
];

/** The words of a person as they may be kept; else what `refuse` makes of the trouble is thrown. */
export function readPlainWords(text: string, refuse: (why: WordsTrouble) => Error): string {
  const words = text.trim().replaceAll(/\s+/g, ' ');
  if (words === '') throw refuse('EMPTY');
  if ([...words].length > mostCharacters) throw refuse('TOO_LONG');
  if (personal.some((pattern) => pattern.test(words))) throw refuse('PERSONAL_DATA');
  return words;
}
