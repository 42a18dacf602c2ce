import type { Clock } from '@orderloom/domain-kernel';
import { failureKind, type Tx } from '@orderloom/outbox';
import { after, paidHoldMs } from '../domain/hold-times.ts';
import type { ReservationBreaker } from '../domain/reservation-breaker.ts';
import { acceptUnlocked, lockAfterwards, reserveStock } from '../domain/reserve-stock.ts';
import type { LineQuantity } from '../domain/stock-events.ts';
import type { StockBooks } from './ports.ts';

export interface PaidOrder {
  readonly orderId: string;
  readonly lines: readonly LineQuantity[];
  readonly paidAt: Date;
}

export interface ReserveDeps {
  readonly books: StockBooks;
  readonly breaker: ReservationBreaker;
  readonly now: Clock;
}

/**
 * Gate 2: holds each order whole, in the order of arrival; what is short waits in the order of payment. While the breaker is open
 * orders are taken on without a look at stock, so that they never stop, and locked afterwards (C-12).
 */
export async function reservePaidOrders(
  deps: ReserveDeps,
  tx: Tx,
  work: { readonly orders: readonly PaidOrder[]; readonly now: Date },
): Promise<void> {
  const { orders, now } = work;
  const expiresAt = after(now, paidHoldMs);
  const orderIds = orders.map((order) => order.orderId);
  if (deps.breaker.state(now) === 'OPEN') {
    const book = await deps.books.open(tx, { orderIds, skus: [] });
    for (const order of orders) acceptUnlocked(book, { ...order, expiresAt, source: 'payment' }, now);
    await deps.books.close(tx, book, now);
    return;
  }
  await watched(deps, tx, orders.length, async () => {
    const book = await deps.books.open(tx, { orderIds, skus: orders.flatMap((order) => order.lines.map((line) => line.sku)) });
    for (const order of orders) reserveStock(book, { ...order, expiresAt, source: 'payment' }, now);
    await deps.books.close(tx, book, now);
  });
}

/** Orders of one transaction; the sweep goes on until fewer wait. */
export const UNLOCKED_AT_ONCE = 500;

/** Locks what was taken on while it could not be, the longest paid first (INV-12). Answers with how many it asked for. */
export async function recoverUnlocked(deps: ReserveDeps, tx: Tx, now: Date): Promise<number> {
  if (deps.breaker.state(now) === 'OPEN') return 0;
  const { rows } = await tx.query<{ order_id: string }>(
    'select order_id from order_stock where unlocked_since is not null order by paid_at, order_id limit $1',
    [UNLOCKED_AT_ONCE],
  );
  if (rows.length === 0) return 0;
  await watched(deps, tx, rows.length, async () => {
    const book = await deps.books.open(tx, { orderIds: rows.map((row) => row.order_id), skus: [] });
    for (const row of rows) {
      const order = book.order(row.order_id);
      if (order !== undefined) lockAfterwards(book, order, { now, expiresAt: after(now, paidHoldMs) });
    }
    await deps.books.close(tx, book, now);
  });
  return rows.length;
}

/** Only what may work in a moment is the breaker's business: an order that can never be read must not open it. */
export async function watched<T>(
  deps: Pick<ReserveDeps, 'breaker' | 'now'>,
  tx: Tx,
  reservations: number,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const result = await work();
    tx.onCommit(() => deps.breaker.note('SETTLED', reservations, deps.now()));
    return result;
  } catch (error) {
    if (failureKind(error) === 'OUTAGE') deps.breaker.note('FAILED', reservations, deps.now());
    throw error;
  }
}
