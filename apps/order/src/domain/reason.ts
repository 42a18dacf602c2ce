import { DomainError } from '@orderloom/domain-kernel';
import { readPlainWords, type WordsTrouble } from './plain-words.ts';

export class ReasonUnusable extends DomainError {
  readonly code = 'REASON_UNUSABLE';
  readonly why: WordsTrouble;

  constructor(why: WordsTrouble) {
    super('The reason cannot be kept.', { why });
    this.why = why;
  }
}

/** The reason of a person as it may be kept: unlike a remark it travels in events and into the audit log, which forget nothing. */
export function readReason(text: string): string {
  return readPlainWords(text, (why) => new ReasonUnusable(why));
}
