import type { Tx } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import { after, driftGraceMs } from '../domain/hold-times.ts';
import type { StockBook } from '../domain/stock-book.ts';

export async function writeMovements(tx: Tx, book: StockBook): Promise<void> {
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

export async function writeDrifts(tx: Tx, book: StockBook, now: Date): Promise<void> {
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
