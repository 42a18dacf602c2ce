import type { Tx } from '@orderloom/outbox';
import { releaseStock } from '../domain/release-stock.ts';
import type { LineQuantity } from '../domain/stock-events.ts';
import type { StockBooks } from './ports.ts';

export interface CancelledStock {
  readonly orderId: string;
  /** Empty: the whole order. */
  readonly lines: readonly LineQuantity[];
  readonly reason: string;
  readonly source: string;
}

/** Gives back what cancelled orders or lines hold. What has left stays consumed. */
export async function releaseCancelled(
  deps: { readonly books: StockBooks },
  tx: Tx,
  work: { readonly cancelled: readonly CancelledStock[]; readonly now: Date },
): Promise<void> {
  const { cancelled, now } = work;
  const book = await deps.books.open(tx, {
    orderIds: cancelled.map((one) => one.orderId),
    skus: cancelled.flatMap((one) => one.lines.map((line) => line.sku)),
  });
  for (const one of cancelled) releaseStock(book, { ...one, after: 'CANCELLED' }, now);
  await deps.books.close(tx, book, now);
}
