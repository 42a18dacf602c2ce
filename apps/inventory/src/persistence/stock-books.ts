import type { Tx } from '@orderloom/outbox';
import type { StockBooks, TellStock } from '../application/ports.ts';
import { surelyCountedUntil, type CountFact, type MovedSince } from '../domain/count-stock.ts';
import { after, paidHoldMs } from '../domain/hold-times.ts';
import { retryWaiting } from '../domain/reserve-stock.ts';
import { available, type StockBook } from '../domain/stock-book.ts';
import { closeBook } from './close-book.ts';
import { addOrders, addStock, openBook } from './open-book.ts';
import type { StockMemory } from './stock-memory.ts';

const RETRIED_AT_ONCE = 500;

/** Stock in Postgres and in the writer's memory. `noteChanged` hears of SKUs whose availability changed, after the commit. */
export function createStockBooks(deps: {
  readonly memory: StockMemory;
  readonly tell: TellStock;
  readonly noteChanged: (skus: readonly string[]) => void;
}): StockBooks {
  const { memory } = deps;
  return {
    open: (tx, scope) => openBook(memory, tx, scope),
    close: async (tx, book, now) => {
      await retryRisen(memory, tx, book, now);
      const changed = await closeBook(tx, book, now);
      remember(memory, book);
      await deps.tell(tx, book.events);
      if (changed.length > 0) tx.onCommit(() => deps.noteChanged(changed));
    },
    forget: memory.forget,
    knownMovements: async (tx, sourceKeys) => {
      if (sourceKeys.length === 0) return new Set();
      const { rows } = await tx.query<{ source_key: string }>('select source_key from stock_movement where source_key = any($1)', [
        sourceKeys,
      ]);
      return new Set(rows.map((row) => row.source_key));
    },
    movedSince,
  };
}

/** Stock rose: orders that wait get it in the order of their payments, before anything that comes after this batch. */
async function retryRisen(memory: StockMemory, tx: Tx, book: StockBook, now: Date): Promise<void> {
  const risen = [...book.risen].filter((sku) => {
    const pool = book.pool(sku);
    return pool !== undefined && available(pool) > 0;
  });
  if (risen.length === 0) return;
  const { rows } = await tx.query<{ order_id: string }>(
    `select o.order_id from order_stock o
      where o.state = 'WAITING' and exists (select from reservation r where r.order_id = o.order_id and r.sku = any($1))
      order by o.paid_at, o.order_id limit $2`,
    [risen, RETRIED_AT_ONCE],
  );
  if (rows.length === 0) return;
  await addOrders(
    memory,
    tx,
    book,
    rows.map((row) => row.order_id),
  );
  await addStock(memory, tx, book, new Set(book.orders().flatMap((order) => order.lines.map((line) => line.sku))));
  for (const row of rows) {
    const order = book.order(row.order_id);
    if (order !== undefined) retryWaiting(book, order, { now, expiresAt: after(now, paidHoldMs) });
  }
}

/** The book's copies are the truth now, and nobody works on them any more. */
function remember(memory: StockMemory, book: StockBook): void {
  const skus = new Set([...book.changedPools, ...book.changedShelves].map(({ sku }) => sku));
  const shelves = Map.groupBy(book.shelves(), (shelf) => shelf.sku);
  for (const sku of skus) {
    const pool = book.pool(sku);
    if (pool !== undefined) memory.keepStock({ pool, shelves: shelves.get(sku) ?? [] });
  }
  for (const order of book.changedOrders) memory.keepOrder(order);
}

async function movedSince(tx: Tx, counts: readonly CountFact[]): Promise<readonly MovedSince[]> {
  if (counts.length === 0) return [];
  const { rows } = await tx.query<{ position: number; after: number; within: number; outbound: number }>(
    `select c.position::int as position,
            coalesce(sum(m.delta) filter (where m.moved_at > c.counted_at), 0)::int as after,
            coalesce(sum(m.delta) filter (where m.moved_at <= c.counted_at), 0)::int as within,
            coalesce(sum(m.delta) filter (where m.kind = 'OUTBOUND'), 0)::int as outbound
       from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) with ordinality as c (sku, warehouse_id, counted_at, sure_until, position)
       left join stock_movement m on m.sku = c.sku and m.warehouse_id = c.warehouse_id and m.moved_at > c.sure_until
      group by c.position order by c.position`,
    [
      counts.map((count) => count.sku),
      counts.map((count) => count.warehouseId),
      counts.map((count) => count.countedAt),
      counts.map((count) => surelyCountedUntil(count.countedAt)),
    ],
  );
  return rows.map((row) => ({ after: row.after, within: row.within, outbound: row.outbound }));
}
