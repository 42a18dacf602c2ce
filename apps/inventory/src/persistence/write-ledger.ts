import { arrayOfTexts } from '@orderloom/outbox';
import type { StockBook } from '../domain/stock-book.ts';
import type { LedgerEntry } from '../domain/stock-events.ts';
import { arrayColumn, intColumn, ints, rowsOf, textColumn } from './arrays.ts';
import { foldLedger, type LedgerRow } from './fold-ledger.ts';
import type { OneStatement } from './one-statement.ts';

export function writeLedger(write: OneStatement, book: StockBook, now: Date): void {
  const rows = foldLedger(book.ledger);
  write.part(
    'booked',
    rows.length,
    (at) => `insert into ledger (kind, sku, warehouse_id, order_id, line_no, source, on_hand, reserved, allocated,
        order_ids, line_nos, sources, units, booked_at)
      select e.*, ${at(now)}::timestamptz from ${rowsOf(at, [
        textColumn('kind', rows, ({ kind }) => kind),
        textColumn('sku', rows, ({ sku }) => sku),
        textColumn('warehouse_id', rows, ({ warehouseId }) => warehouseId),
        textColumn('order_id', rows, (row) => onlyOf(row)?.orderId ?? ''),
        textColumn('line_no', rows, (row) => onlyOf(row)?.lineNo ?? ''),
        textColumn('source', rows, (row) => onlyOf(row)?.source ?? ''),
        intColumn('on_hand', rows, ({ entries }) => sum(entries, 'onHand')),
        intColumn('reserved', rows, ({ entries }) => sum(entries, 'reserved')),
        intColumn('allocated', rows, ({ entries }) => sum(entries, 'allocated')),
        arrayColumn('order_ids', 'text[]', rows, (row) => folded(row, (entries) => arrayOfTexts(entries.map(({ orderId }) => orderId)))),
        arrayColumn('line_nos', 'text[]', rows, (row) => folded(row, (entries) => arrayOfTexts(entries.map(({ lineNo }) => lineNo)))),
        arrayColumn('sources', 'text[]', rows, (row) => folded(row, (entries) => arrayOfTexts(entries.map(({ source }) => source)))),
        // Each kind with an order moves one of the two.
        arrayColumn('units', 'int[]', rows, (row) =>
          folded(row, (entries) => ints(entries.map(({ reserved, allocated }) => reserved + allocated))),
        ),
      ])} as e`,
  );
}

function onlyOf({ entries }: LedgerRow): LedgerEntry | undefined {
  return entries.length === 1 ? entries[0] : undefined;
}

function folded({ entries }: LedgerRow, arrayOf: (entries: readonly LedgerEntry[]) => string): string | undefined {
  return entries.length > 1 ? arrayOf(entries) : undefined;
}

function sum(entries: readonly LedgerEntry[], of: 'onHand' | 'reserved' | 'allocated'): number {
  return entries.reduce((units, entry) => units + entry[of], 0);
}
