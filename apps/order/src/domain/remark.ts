import { DomainError } from '@orderloom/domain-kernel';
import { readPlainWords, type WordsTrouble } from './plain-words.ts';

export class RemarkUnusable extends DomainError {
  readonly code = 'REMARK_UNUSABLE';
  readonly why: WordsTrouble;

  constructor(why: WordsTrouble) {
    super('The remark cannot be kept.', { why });
    this.why = why;
  }
}

export class RemarkMissing extends DomainError {
  readonly code = 'REMARK_NOT_FOUND';
}

/** The words as they may be kept. */
export function readRemark(text: string): string {
  return readPlainWords(text, (why) => new RemarkUnusable(why));
}
