import type { Tx } from '@orderloom/outbox';
import type { TellStock } from './ports.ts';

const BATCH = 500;

/** A difference that nothing has explained in its grace is drift (INV-04): told once, and open until it is settled. */
export async function decideDrifts(deps: { readonly tell: TellStock }, tx: Tx, now: Date): Promise<number> {
  const { rows } = await tx.query<{ id: string; sku: string; warehouse_id: string; book: number; counted: number; counted_at: Date }>(
    `update drift set state = 'OPEN'
      where id in (select id from drift where state = 'PENDING' and decide_at <= $1 order by decide_at limit $2)
      returning id, sku, warehouse_id, book, counted, counted_at`,
    [now, BATCH],
  );
  await deps.tell(
    tx,
    rows.map((row) => ({
      kind: 'drift-detected',
      drift: { sku: row.sku, warehouseId: row.warehouse_id, book: row.book, counted: row.counted, countedAt: row.counted_at },
      at: now,
    })),
  );
  return rows.length;
}
