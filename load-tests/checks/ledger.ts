import { z } from 'zod';
import type { FinalState } from './state.ts';

const entry = z.object({ seq: z.number(), key: z.string(), data: z.record(z.string(), z.unknown()) });
export type Entry = z.infer<typeof entry>;
const page = z.object({ entries: z.array(entry), next: z.number() });

const pageSize = 5_000;

/** All that one system of the outside world has written in its own books of one kind, oldest first. */
export async function ledger(state: FinalState, system: string, kind: string): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for (let after = 0; ;) {
    const { entries, next } = await state.outside(`/ledger?system=${system}&kind=${kind}&after=${after}&limit=${pageSize}`, page);
    all.push(...entries);
    if (entries.length < pageSize) return all;
    after = next;
  }
}
