export const NOTE_LONGEST = 500;

export type NoteTrouble = 'EMPTY' | 'TOO_LONG' | 'PERSONAL_DATA';

/** Why a note may not be kept; undefined when it may. A person's data belongs in the vault alone, and what stands in a note stays. */
export function noteTrouble(text: string): NoteTrouble | undefined {
  const plain = text.trim();
  if (plain === '') return 'EMPTY';
  if (plain.length > NOTE_LONGEST) return 'TOO_LONG';
  return hasPhone(plain) || hasIdentityNumber(plain) ? 'PERSONAL_DATA' : undefined;
}

// Digits of their own: the numbers of orders and parcels are longer.
function hasPhone(text: string): boolean {
  return /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/.test(text) || /(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/.test(text);
}

function hasIdentityNumber(text: string): boolean {
  return [...text.matchAll(/(?<!\d)\d{6}((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}([\dXx])(?!\d)/g)].some(([number]) =>
    isChecked(number.toUpperCase()),
  );
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function isChecked(number: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return '10X98765432'[sum % 11] === number[17];
}
