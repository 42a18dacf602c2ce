import type { Pool } from 'pg';

/** Pools of the open work items of each of these orders. */
export async function readOpenPools(pool: Pool, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await pool.query<{ order_id: string; pools: readonly string[] }>(
    `select order_id, array_agg(distinct pool order by pool) as pools from work_item
      where closed_at is null and order_id = any($1::text[]) group by order_id`,
    [orderIds],
  );
  return new Map(rows.map((row) => [row.order_id, row.pools]));
}
