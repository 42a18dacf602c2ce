import type { Pool } from 'pg';
import { twinColumns, twinRow, type StoredRow, type TwinRow } from './order-list/twin-row.ts';

export type { ListedRow, TwinRow } from './order-list/twin-row.ts';
export { listOrders } from './order-list/page.ts';
export { countOrders } from './order-list/totals.ts';

export async function readTwins(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, TwinRow>> {
  const { rows } = await pool.query<StoredRow>(`select ${twinColumns} from order_twin o where o.id = any($1)`, [ids]);
  return new Map(rows.map((row) => [row.id, twinRow(row)]));
}

/** Open orders by the gate at which they stand. */
export async function countGates(
  pool: Pool,
  now: Date,
): Promise<readonly { readonly gate: number; readonly open: number; readonly stuck: number }[]> {
  const { rows } = await pool.query<{ gate: number; open: number; stuck: number }>(
    `select current_gate as gate, count(*)::int as open, count(*) filter (where stuck_at <= $1)::int as stuck
       from order_twin where status in ('OPEN', 'HELD', 'OUTBOUND') and current_gate <= 7 group by current_gate order by current_gate`,
    [now],
  );
  return rows;
}
