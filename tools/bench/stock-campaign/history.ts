import { appendFileSync, createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** REUSE: the id of a reserve claim with other lines. PAY: an event, so its answer is the broker's. */
export type Deed = 'RESERVE' | 'REUSE' | 'ALLOCATE' | 'RELEASE' | 'TAKE_BACK' | 'PAY';
export const LOST = 'LOST';

const entry = z.union([
  z.tuple([z.literal('asked'), z.number(), z.string(), z.string(), z.string(), z.string(), z.number()]),
  z.tuple([z.literal('answered'), z.number(), z.string(), z.string(), z.string()]),
]);

/** One call of a client, as it will be asked again after each loss. */
export interface Call {
  readonly deed: Deed;
  readonly claimId: string;
  readonly orderId: string;
  readonly sku: string;
  readonly quantity: number;
}

export interface Answer {
  readonly answer: string;
  readonly at: number;
}

/** All that the clients know of one call. */
export interface Logged extends Call {
  readonly askedAt: number[];
  /** `LOST` among them: nobody knows whether the hub heard the call. */
  readonly answers: Answer[];
}

export interface HistoryWriter {
  asked(call: Call): void;
  answered(call: Call, answer: string): void;
  close(): void;
}

/** The clients' own log: what was asked is in it before it is sent. */
export function writeHistory(file: string): HistoryWriter {
  writeFileSync(file, '');
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) appendFileSync(file, `${lines.join('\n')}\n`);
    lines = [];
  };
  const add = (line: z.infer<typeof entry>): void => {
    lines.push(JSON.stringify(line));
    if (lines.length >= 1_000) flush();
  };
  return {
    asked: (call) => add(['asked', Date.now(), call.deed, call.claimId, call.orderId, call.sku, call.quantity]),
    answered: (call, answer) => add(['answered', Date.now(), call.deed, call.claimId, answer]),
    close: flush,
  };
}

export async function readHistory(file: string): Promise<readonly Logged[]> {
  const calls = new Map<string, Logged>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const read = entry.parse(JSON.parse(line));
    if (read[0] === 'asked') {
      const [, at, deed, claimId, orderId, sku, quantity] = read;
      const known = calls.get(`${deed} ${claimId}`);
      if (known === undefined) {
        // Written by the same program from the same type.
        calls.set(`${deed} ${claimId}`, { deed: deed as Deed, claimId, orderId, sku, quantity, askedAt: [at], answers: [] });
      } else known.askedAt.push(at);
    } else {
      const [, at, deed, claimId, answer] = read;
      calls.get(`${deed} ${claimId}`)?.answers.push({ at, answer });
    }
  }
  return [...calls.values()];
}
