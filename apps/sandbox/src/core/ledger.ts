import { z } from 'zod';
import type { Journal, Ledger, LedgerEntry } from './system.ts';

const NAME = 'ledger';
const DEFAULT_LIMIT = 1000;

const entrySchema = z.object({
  seq: z.int(),
  at: z.number(),
  kind: z.string(),
  system: z.string(),
  key: z.string(),
  data: z.record(z.string(), z.unknown()),
});

export interface KeptLedger extends Ledger {
  restore(record: unknown): void;
}

/** Append only. `seq` is the cursor of `after`. */
export function createLedger(journal: Journal): KeptLedger {
  let entries: LedgerEntry[] = [];
  let firstSeq = 1;
  let nextSeq = 1;
  const counts = new Map<string, number>();

  const keep = (entry: LedgerEntry): void => {
    entries.push(entry);
    nextSeq = entry.seq + 1;
    const name = `${entry.system}.${entry.kind}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };

  return {
    append(kind, system, key, data) {
      const entry: LedgerEntry = { seq: nextSeq, at: Date.now(), kind, system, key, data };
      keep(entry);
      journal.write(NAME, entry);
      return entry;
    },
    read({ system, kind, key, after = 0, limit = DEFAULT_LIMIT }) {
      const found: LedgerEntry[] = [];
      for (let index = Math.max(0, after - firstSeq + 1); index < entries.length && found.length < limit; index += 1) {
        const entry = entries[index];
        if (entry === undefined) break;
        if (system !== undefined && entry.system !== system) continue;
        if (kind !== undefined && entry.kind !== kind) continue;
        if (key !== undefined && entry.key !== key) continue;
        found.push(entry);
      }
      return found;
    },
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    get size() {
      return entries.length;
    },
    clear() {
      entries = [];
      counts.clear();
      firstSeq = nextSeq;
    },
    restore(record) {
      keep(entrySchema.parse(record));
    },
  };
}
