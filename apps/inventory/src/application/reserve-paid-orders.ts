import type { Tx } from '@orderloom/outbox';
import { after, paidHoldMs } from '../domain/hold-times.ts';
import { reserveStock } from '../domain/reserve-stock.ts';
import type { LineQuantity } from '../domain/stock-events.ts';
import type { StockBooks } from './ports.ts';

export interface PaidOrder {
  readonly orderId: string;
  readonly lines: readonly LineQuantity[];
  readonly paidAt: Date;
}

/** Gate 2: holds each order whole, in the order of arrival; what is short waits in the order of payment. */
export async function reservePaidOrders(
  deps: { readonly books: StockBooks },
  tx: Tx,
  work: { readonly orders: readonly PaidOrder[]; readonly now: Date },
): Promise<void> {
  const { orders, now } = work;
  const book = await deps.books.open(tx, {
    orderIds: orders.map((order) => order.orderId),
    skus: orders.flatMap((order) => order.lines.map((line) => line.sku)),
  });
  for (const order of orders) reserveStock(book, { ...order, expiresAt: after(now, paidHoldMs), source: 'payment' }, now);
  await deps.books.close(tx, book, now);
}
