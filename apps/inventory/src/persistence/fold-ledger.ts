import type { LedgerEntry, LedgerKind } from '../domain/stock-events.ts';

/** A row of the ledger: entries that book alike on one counter, in the order in which they were booked. */
export interface LedgerRow {
  readonly kind: LedgerKind;
  readonly sku: string;
  readonly warehouseId: string;
  readonly entries: readonly LedgerEntry[];
}

/** Makes as few rows as keep what happened to an order's units of one SKU in its order. */
export function foldLedger(ledger: readonly LedgerEntry[]): readonly LedgerRow[] {
  const rows: (LedgerRow & { readonly entries: LedgerEntry[] })[] = [];
  const latest = new Map<string, number>();
  const latestOfOrder = new Map<string, number>();
  for (const entry of ledger) {
    const key = `${entry.kind} ${entry.warehouseId} ${entry.sku}`;
    // Goods are not of an order: each count and movement stays a row of its own.
    const known = entry.orderId === '' ? undefined : latest.get(key);
    const own = `${entry.orderId} ${entry.sku}`;
    const at = known === undefined || known < (latestOfOrder.get(own) ?? 0) ? rows.length : known;
    if (at === rows.length) rows.push({ kind: entry.kind, sku: entry.sku, warehouseId: entry.warehouseId, entries: [] });
    rows[at]?.entries.push(entry);
    latest.set(key, at);
    latestOfOrder.set(own, at);
  }
  return rows;
}
