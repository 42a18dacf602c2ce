import { closeSync, createReadStream, existsSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Journal } from './system.ts';

const line = z.object({ s: z.string(), r: z.unknown() });

export interface KeptJournal extends Journal {
  /** Hands every kept record to its system, oldest first. */
  replay(restore: (system: string, record: unknown) => void): Promise<void>;
  flush(): void;
  clear(): void;
  close(): void;
}

const WITHOUT_FILE: KeptJournal = {
  write: () => undefined,
  replay: async () => undefined,
  flush: () => undefined,
  clear: () => undefined,
  close: () => undefined,
};

/** JSON lines in `folder`. Records of one loop turn are written together at its end. */
export function createJournal(folder: string | undefined): KeptJournal {
  if (folder === undefined) return WITHOUT_FILE;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'journal.jsonl');
  const file = openSync(path, 'a');
  let pending: string[] = [];
  let scheduled = false;
  let closed = false;

  const flush = (): void => {
    scheduled = false;
    if (pending.length === 0) return;
    const text = pending.join('');
    pending = [];
    writeSync(file, text);
  };

  return {
    write(system, record) {
      // An answer to a push may still come in after the end.
      if (closed) return;
      pending.push(`${JSON.stringify({ s: system, r: record })}\n`);
      if (scheduled) return;
      scheduled = true;
      process.nextTick(flush);
    },
    async replay(restore) {
      if (!existsSync(path)) return;
      for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
        const record = readLine(text);
        if (record !== null) restore(record.s, record.r);
      }
    },
    flush,
    clear() {
      pending = [];
      ftruncateSync(file, 0);
    },
    close() {
      flush();
      closed = true;
      closeSync(file);
    },
  };
}

/** A kill may leave half a line at the end; what it said was never answered to anybody. */
function readLine(text: string): z.infer<typeof line> | null {
  if (text === '') return null;
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
