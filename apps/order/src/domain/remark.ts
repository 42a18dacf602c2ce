import { DomainError } from '@orderloom/domain-kernel';

export class RemarkUnusable extends DomainError {
  readonly code = 'REMARK_UNUSABLE';
  readonly why: 'EMPTY' | 'TOO_LONG' | 'PERSONAL_DATA';

  constructor(why: RemarkUnusable['why']) {
    super('The remark cannot be kept.', { why });
    this.why = why;
  }
}

export class RemarkMissing extends DomainError {
  readonly code = 'REMARK_NOT_FOUND';
}

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

/** The words as they may be kept. */
export function readRemark(text: string): string {
  const words = text.trim().replaceAll(/\s+/g, ' ');
  if (words === '') throw new RemarkUnusable('EMPTY');
  if ([...words].length > mostCharacters) throw new RemarkUnusable('TOO_LONG');
  if (personal.some((pattern) => pattern.test(words))) throw new RemarkUnusable('PERSONAL_DATA');
  return words;
}
