import type { Tx } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import { after, driftGraceMs } from '../domain/hold-times.ts';
import type { OrderStock, Shelf, StockBook } from '../domain/stock-book.ts';

/** Thrown when a counter would pass what there is: the domain refuses that before, so it is a fault and nothing is kept. */
export class StockGuardFailed extends Error {
  override readonly name = 'StockGuardFailed';
}

/** Writes all changes of a book, each table by one statement. */
export async function closeBook(tx: Tx, book: StockBook, now: Date): Promise<void> {
  await writePools(tx, book);
  await writeShelves(tx, [...book.changedShelves]);
  await writeOrders(tx, [...book.changedOrders], now);
  await writeLedger(tx, book, now);
  await writeMovements(tx, book);
  await writeDrifts(tx, book, now);
}

async function writePools(tx: Tx, book: StockBook): Promise<void> {
  const pools = [...book.changedPools];
  if (pools.length === 0) return;
  // A promise may only grow where it is covered; a count may lower on_hand below promises that were made in good faith.
  const { rowCount } = await tx.query(
    `insert into sku_stock as s (sku, on_hand, reserved, safety)
     select * from unnest($1::text[], $2::int[], $3::int[], $4::int[])
     on conflict (sku) do update set on_hand = excluded.on_hand, reserved = excluded.reserved
      where excluded.reserved <= s.reserved or excluded.reserved + s.safety <= excluded.on_hand`,
    [pools.map((pool) => pool.sku), pools.map((pool) => pool.onHand), pools.map((pool) => pool.reserved), pools.map((pool) => pool.safety)],
  );
  if (rowCount !== pools.length) throw new StockGuardFailed('more reserved than there is');
}

async function writeShelves(tx: Tx, shelves: readonly Shelf[]): Promise<void> {
  if (shelves.length === 0) return;
  const { rowCount } = await tx.query(
    `insert into warehouse_stock as w (sku, warehouse_id, on_hand, allocated, counted_at, unexplained)
     select * from unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::timestamptz[], $6::int[])
     on conflict (sku, warehouse_id) do update
        set on_hand = excluded.on_hand, allocated = excluded.allocated, counted_at = excluded.counted_at,
            unexplained = excluded.unexplained
      where excluded.allocated <= w.allocated or excluded.allocated <= excluded.on_hand`,
    [
      shelves.map((shelf) => shelf.sku),
      shelves.map((shelf) => shelf.warehouseId),
      shelves.map((shelf) => shelf.onHand),
      shelves.map((shelf) => shelf.allocated),
      shelves.map((shelf) => shelf.countedAt ?? null),
      shelves.map((shelf) => shelf.unexplained),
    ],
  );
  if (rowCount !== shelves.length) throw new StockGuardFailed('more allocated than the warehouse has');
}

async function writeOrders(tx: Tx, orders: readonly OrderStock[], now: Date): Promise<void> {
  if (orders.length === 0) return;
  await tx.query(
    `insert into order_stock (order_id, state, paid_at, expires_at, changed_at)
     select o.*, $5::timestamptz from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) as o
     on conflict (order_id) do update
        set state = excluded.state, paid_at = excluded.paid_at, expires_at = excluded.expires_at, changed_at = excluded.changed_at`,
    [
      orders.map((order) => order.orderId),
      orders.map((order) => order.state),
      orders.map((order) => order.paidAt ?? null),
      orders.map((order) => order.expiresAt ?? null),
      now,
    ],
  );
  const lines = orders.flatMap((order) => order.lines.map((line) => ({ orderId: order.orderId, ...line })));
  if (lines.length > 0) {
    await tx.query(
      `insert into reservation (order_id, line_no, sku, quantity, held, allocated, consumed, released)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
       on conflict (order_id, line_no) do update
          set sku = excluded.sku, quantity = excluded.quantity, held = excluded.held, allocated = excluded.allocated,
              consumed = excluded.consumed, released = excluded.released`,
      [
        lines.map((line) => line.orderId),
        lines.map((line) => line.lineNo),
        lines.map((line) => line.sku),
        lines.map((line) => line.quantity),
        lines.map((line) => line.held),
        lines.map((line) => line.allocated),
        lines.map((line) => line.consumed),
        lines.map((line) => line.released),
      ],
    );
  }
  await writeAllocations(tx, orders);
}

/** An allocation that ended stays as a row of quantity 0. */
async function writeAllocations(tx: Tx, orders: readonly OrderStock[]): Promise<void> {
  const rows = orders.flatMap((order) => order.allocations.map((allocation) => ({ orderId: order.orderId, ...allocation })));
  if (rows.length === 0) return;
  await tx.query(
    `insert into allocation (order_id, claim_id, line_no, sku, warehouse_id, quantity)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[])
     on conflict (order_id, claim_id, line_no) do update set quantity = excluded.quantity`,
    [
      rows.map((row) => row.orderId),
      rows.map((row) => row.claimId),
      rows.map((row) => row.lineNo),
      rows.map((row) => row.sku),
      rows.map((row) => row.warehouseId),
      rows.map((row) => row.quantity),
    ],
  );
}

async function writeLedger(tx: Tx, book: StockBook, now: Date): Promise<void> {
  const { ledger } = book;
  if (ledger.length === 0) return;
  await tx.query(
    `insert into ledger (kind, sku, warehouse_id, order_id, line_no, source, on_hand, reserved, allocated, booked_at)
     select e.*, $10::timestamptz
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[], $9::int[]) as e`,
    [
      ledger.map((entry) => entry.kind),
      ledger.map((entry) => entry.sku),
      ledger.map((entry) => entry.warehouseId),
      ledger.map((entry) => entry.orderId),
      ledger.map((entry) => entry.lineNo),
      ledger.map((entry) => entry.source),
      ledger.map((entry) => entry.onHand),
      ledger.map((entry) => entry.reserved),
      ledger.map((entry) => entry.allocated),
      now,
    ],
  );
}

async function writeMovements(tx: Tx, book: StockBook): Promise<void> {
  const { movements } = book;
  if (movements.length === 0) return;
  await tx.query(
    `insert into stock_movement (source_key, kind, sku, warehouse_id, delta, moved_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::timestamptz[])`,
    [
      movements.map((movement) => movement.sourceKey),
      movements.map((movement) => movement.kind),
      movements.map((movement) => movement.sku),
      movements.map((movement) => movement.warehouseId),
      movements.map((movement) => movement.delta),
      movements.map((movement) => movement.movedAt),
    ],
  );
}

async function writeDrifts(tx: Tx, book: StockBook, now: Date): Promise<void> {
  const { agreements, drifts } = book;
  if (agreements.length > 0) {
    // A second count that finds the book right settles what the first one found.
    await tx.query(
      `update drift d set state = 'SETTLED', settled_by = 'rule:confirmed-by-count'
         from unnest($1::text[], $2::text[]) as a (sku, warehouse_id)
        where d.sku = a.sku and d.warehouse_id = a.warehouse_id and d.state in ('PENDING', 'OPEN')`,
      [agreements.map((agreement) => agreement.sku), agreements.map((agreement) => agreement.warehouseId)],
    );
  }
  for (const late of book.lateMovements) await explainDrift(tx, book, late, now);
  if (drifts.length === 0) return;
  await tx.query(
    `insert into drift (id, sku, warehouse_id, book, counted, counted_at, decide_at, state)
     select d.*, $7::timestamptz, 'PENDING' from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::timestamptz[]) as d`,
    [
      drifts.map(() => uuidv7()),
      drifts.map((drift) => drift.sku),
      drifts.map((drift) => drift.warehouseId),
      drifts.map((drift) => drift.book),
      drifts.map((drift) => drift.counted),
      drifts.map((drift) => drift.countedAt),
      after(now, driftGraceMs),
    ],
  );
}

/** A movement of before the count: the book of that moment was wrong by it. Rare, so one statement each. */
async function explainDrift(
  tx: Tx,
  book: StockBook,
  late: { readonly sku: string; readonly warehouseId: string; readonly delta: number },
  now: Date,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update drift set book = book + $3, state = case when book + $3 = counted then 'EXPLAINED' else state end
      where id = (select id from drift where sku = $1 and warehouse_id = $2 and state in ('PENDING', 'OPEN') order by counted_at desc limit 1)`,
    [late.sku, late.warehouseId, late.delta],
  );
  const shelf = book.shelf(late.warehouseId, late.sku);
  if (rowCount !== 0 || shelf?.countedAt === undefined) return;
  // Count and book had agreed only because the book did not know of it.
  await tx.query(
    `insert into drift (id, sku, warehouse_id, book, counted, counted_at, decide_at, state) values ($1, $2, $3, $4, $5, $6, $7, 'PENDING')`,
    [uuidv7(), late.sku, late.warehouseId, shelf.onHand + late.delta, shelf.onHand, shelf.countedAt, after(now, driftGraceMs)],
  );
}
