import type { LedgerEntry } from '../core/system.ts';

/** What outside systems saw of one order, free of persons. */
export interface Sighting {
  readonly at: number;
  readonly system: string;
  readonly kind: string;
  readonly about: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** Acknowledged pushes say that the hub heard, not what the outside believes. */
const TALK = new Set(['push-acknowledged', 'push-refused', 'decrypted', 'token-issued', 'login']);
/** Names by which one system names another's paper. */
const LINKS = ['trackingNo', 'expressCode', 'orderId', 'reference', 'number', 'outBizCode', 'afterSaleId'];

/**
 * The ledger entries of one order over all systems. Each system has a number of its own for it: from the platform's number and the hub's
 * own (`DY20261122-00001`, of which warehouse and ERP make theirs) the tracking numbers and bills are found on the way.
 */
export function traceOrder(entries: readonly LedgerEntry[], numbers: readonly string[]): readonly Sighting[] {
  const known = new Set(numbers.filter((number) => number !== ''));
  const found: Sighting[] = [];
  for (const entry of entries) {
    if (!belongs(entry, known)) continue;
    // A follower gets messages about other orders too.
    if (entry.kind !== 'message') for (const link of [entry.key, ...linksOf(entry)]) known.add(link);
    if (TALK.has(entry.kind)) continue;
    // A follower's open id is a person.
    const about = entry.kind === 'message' ? '' : entry.key;
    found.push({ at: entry.at, system: entry.system, kind: entry.kind, about, facts: factsOf(entry.data) });
  }
  return found;
}

function belongs(entry: LedgerEntry, known: ReadonlySet<string>): boolean {
  if (known.has(entry.key)) return true;
  for (const number of known) {
    if (entry.key.startsWith(`${number}-`) || entry.key.includes(`-${number}-`)) return true;
    if (entry.kind === 'message' && JSON.stringify(entry.data).includes(`"${number}"`)) return true;
  }
  return linksOf(entry).some((link) => known.has(link));
}

function linksOf(entry: LedgerEntry): readonly string[] {
  const links: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && LINKS.includes(name)) links.push(inner);
      else walk(inner);
    }
  };
  walk(entry.data);
  return links;
}

function factsOf(data: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : [],
    ),
  );
}
