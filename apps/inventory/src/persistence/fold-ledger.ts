import type { LedgerEntry, LedgerKind } from '../domain/stock-events.ts';

/** A row of the ledger: entries that book alike on one counter, in the order in which they were booked. */
export interface LedgerRow {
  readonly kind: LedgerKind;
  readonly sku: string;
  readonly warehouseId: string;
  readonly entries: readonly LedgerEntry[];
}

/** Makes as few rows as keep the entries of each order in their own order. */
export function foldLedger(ledger: readonly LedgerEntry[]): readonly LedgerRow[] {
  const rows: (LedgerRow & { readonly entries: LedgerEntry[] })[] = [];
  const latest = new Map<string, number>();
  const latestOfOrder = new Map<string, number>();
  for (const entry of ledger) {
    const key = `${entry.kind} ${entry.warehouseId} ${entry.sku}`;
    // Goods are not of an order: each count and movement stays a row of its own.
    const known = entry.orderId === '' ? undefined : latest.get(key);
    const at = known === undefined || known < (latestOfOrder.get(entry.orderId) ?? 0) ? rows.length : known;
    if (at === rows.length) rows.push({ kind: entry.kind, sku: entry.sku, warehouseId: entry.warehouseId, entries: [] });
    rows[at]?.entries.push(entry);
    latest.set(key, at);
    latestOfOrder.set(entry.orderId, at);
  }
  return rows;
}
