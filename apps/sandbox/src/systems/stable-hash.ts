import { createHash } from 'node:crypto';

/** The same text gives the same number in [0, 1), today and in the next process. */
export const stableShare = (text: string): number =>
  createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
