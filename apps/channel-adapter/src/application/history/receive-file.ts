import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { utf8Watch } from '../../order-files/file-source.ts';
import type { HistoryDeps } from './ports.ts';

export const LARGEST_FILE = 512 * 1024 * 1024;
const BLOCK = 1024 * 1024;

/** The file is larger than what is taken. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge';
}

/** Seals a file block by block while it comes in: one block is in memory, never the file. Answers with the import's id. */
export async function receiveFile(
  deps: HistoryDeps,
  file: { readonly name: string; readonly by: string; readonly bytes: AsyncIterable<Buffer> },
): Promise<string> {
  const id = uuidv7();
  const uploadedAt = deps.now();
  await deps.jobs.open({ id, fileName: file.name, uploadedBy: file.by, uploadedAt, fileAt: exportedAt(file.name, uploadedAt) });
  const digest = createHash('sha256');
  const utf8 = utf8Watch();
  let size = 0;
  let seq = 0;
  let waiting: Buffer[] = [];
  let held = 0;
  let writing = Promise.resolve();
  const keep = async (): Promise<void> => {
    if (held === 0) return;
    const body = Buffer.concat(waiting);
    waiting = [];
    held = 0;
    // One block is written while the next comes in.
    await writing;
    writing = deps.jobs.keepBlock(id, seq, deps.sealBlock(body, `${id}/${seq}`));
    writing.catch(() => undefined);
    seq += 1;
  };
  try {
    for await (const chunk of file.bytes) {
      size += chunk.length;
      if (size > LARGEST_FILE) throw new FileTooLarge(`more than ${LARGEST_FILE} bytes`);
      digest.update(chunk);
      utf8.take(chunk);
      waiting.push(chunk);
      held += chunk.length;
      if (held >= BLOCK) await keep();
    }
    await keep();
    await writing;
  } catch (error) {
    await deps.jobs.fail(id, error instanceof FileTooLarge ? 'TOO_LARGE' : 'CUT_OFF');
    throw error;
  }
  await deps.jobs.received(id, { sizeBytes: size, digest: digest.digest('base64url'), utf8: utf8.holds() });
  return id;
}

/** Platforms write the time of the export into the file's name: `ExportOrderList202601021530`, `1767339005_ab12.csv`. */
export function exportedAt(fileName: string, uploadedAt: Date): Date {
  const epoch = /^(1[6-9]\d{8})_/.exec(fileName)?.[1];
  const digits = /(20\d{2})[-_]?(\d{2})[-_]?(\d{2})[-_ ]?(\d{2})[-_:]?(\d{2})/.exec(fileName);
  const named = epoch !== undefined ? new Date(Number(epoch) * 1_000) : digits === null ? undefined : shanghai(digits.slice(1).map(Number));
  return named === undefined || Number.isNaN(named.getTime()) || named > uploadedAt ? uploadedAt : named;
}

function shanghai([year = 0, month = 1, day = 1, hour = 0, minute = 0]: readonly number[]): Date | undefined {
  return month > 12 || day > 31 || hour > 23 || minute > 59 ? undefined : new Date(Date.UTC(year, month - 1, day, hour - 8, minute));
}
