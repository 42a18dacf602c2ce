import type { Pool } from 'pg';
import type { OrderListFilter } from '../../application/ports.ts';
import { conditionsOf } from './conditions.ts';

/** Ids of the orders that a filter finds, oldest first. */
export async function idsOf(pool: Pool, filter: OrderListFilter, limit: number, now: Date): Promise<readonly string[]> {
  const conditions = conditionsOf(filter, now);
  const { rows } = await pool.query<{ id: string }>(
    `select o.id from order_twin o ${conditions.where()} order by o.placed_at, o.id limit ${conditions.value(limit)}`,
    conditions.values,
  );
  return rows.map((row) => row.id);
}
