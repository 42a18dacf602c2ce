import type { Pool } from 'pg';
import type { OpenRelease } from '../application/dispatch-stores.ts';

/** Releases that are due, with what was allocated; one whose allocation is still being asked for waits for that answer. */
export async function readReleases(pool: Pool, at: { readonly now: Date; readonly limit: number }): Promise<readonly OpenRelease[]> {
  const { rows } = await pool.query<{
    fulfilment_order_id: string;
    order_id: string;
    warehouse_id: string;
    reason: string;
    lines: OpenRelease['lines'];
  }>(
    `select r.fulfilment_order_id, r.order_id, f.warehouse_id, r.reason, l.lines
       from (select * from allocation_release where released_at is null and next_try_at <= $1 order by next_try_at limit $2) r
       join fulfilment_order f on f.id = r.fulfilment_order_id and f.allocation <> 'ASKED'
       join lateral (select json_agg(json_build_object('lineNo', line_no, 'sku', sku, 'quantity', quantity) order by line_no) as lines
                       from fulfilment_line where fulfilment_order_id = f.id) l on true`,
    [at.now, at.limit],
  );
  return rows.map((row) => ({
    fulfilmentOrderId: row.fulfilment_order_id,
    orderId: row.order_id,
    warehouseId: row.warehouse_id,
    reason: row.reason,
    lines: row.lines,
  }));
}

export async function closeReleases(pool: Pool, ids: readonly string[], now: Date): Promise<void> {
  await pool.query('update allocation_release set released_at = $2 where fulfilment_order_id = any($1)', [ids, now]);
}

export async function postponeReleases(pool: Pool, ids: readonly string[], until: Date): Promise<void> {
  if (ids.length === 0) return;
  await pool.query('update allocation_release set next_try_at = $2 where fulfilment_order_id = any($1)', [ids, until]);
}
