import type { Tx } from '@orderloom/outbox';
import { after, paidHoldMs, renewBeforeMs } from '../domain/hold-times.ts';
import { releaseStock } from '../domain/release-stock.ts';
import type { StockBooks, TellStock } from './ports.ts';

/** Holds of one transaction; a sweep goes on until fewer are due. */
export const HOLDS_AT_ONCE = 1_000;

/** Renews holds of paid orders long before they would end: they never end silently (C-12). Answers with how many. */
export async function renewPaidHolds(deps: { readonly books: Pick<StockBooks, 'forget'> }, tx: Tx, now: Date): Promise<number> {
  const { rows } = await tx.query<{ order_id: string }>(
    `update order_stock set expires_at = $2, changed_at = $3
      where order_id in (select order_id from order_stock where state = 'CONFIRMED' and expires_at < $1 order by expires_at limit $4)
        and state = 'CONFIRMED' returning order_id`,
    [after(now, renewBeforeMs), after(now, paidHoldMs), now, HOLDS_AT_ONCE],
  );
  deps.books.forget({ orderIds: rows.map((row) => row.order_id) });
  return rows.length;
}

/** Ends holds that nobody paid for. Answers with how many. */
export async function expireUnpaidHolds(
  deps: { readonly books: StockBooks; readonly tell: TellStock },
  tx: Tx,
  now: Date,
): Promise<number> {
  const { rows } = await tx.query<{ order_id: string }>(
    `select order_id from order_stock where state = 'PENDING' and expires_at < $1 order by expires_at limit $2`,
    [now, HOLDS_AT_ONCE],
  );
  if (rows.length === 0) return 0;
  const book = await deps.books.open(tx, { orderIds: rows.map((row) => row.order_id), skus: [] });
  for (const row of rows) {
    releaseStock(
      book,
      { orderId: row.order_id, lines: [], reason: 'EXPIRED_UNPAID', source: 'expiry', after: 'RELEASED', kind: 'EXPIRE' },
      now,
    );
  }
  await deps.books.close(tx, book, now);
  const act = { actor: 'unpaid-hold-expiry', actorKind: 'RULE', deed: 'stock-hold-expired', details: {} } as const;
  await deps.tell(
    tx,
    rows.map((row) => ({ kind: 'audited', act: { ...act, subject: row.order_id, orderId: row.order_id }, at: now })),
  );
  return rows.length;
}
