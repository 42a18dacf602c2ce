import type { Pool } from 'pg';
import type { OpenOrder } from '../application/ports.ts';

/** Orders on their way, by id. */
export async function readOpenOrders(pool: Pool, after: string, limit: number): Promise<readonly OpenOrder[]> {
  const { rows } = await pool.query<OpenOrder>(
    'select order_id, stuck_at, promised_ship_at from order_figure where is_open and order_id > $1 order by order_id limit $2',
    [after, limit],
  );
  return rows;
}

/** The newest gate clocks by which the open orders were not measured yet. */
export async function unappliedVersion(pool: Pool): Promise<{ readonly version: number; readonly publishedAt: Date } | undefined> {
  const { rows } = await pool.query<{ version: number; published_at: Date }>(
    `select version, published_at from threshold_version where kind = 'GATES' and applied_at is null order by version desc limit 1`,
  );
  return rows[0] && { version: rows[0].version, publishedAt: rows[0].published_at };
}

export async function markApplied(pool: Pool, version: number, now: Date): Promise<void> {
  await pool.query(`update threshold_version set applied_at = $2 where kind = 'GATES' and version <= $1 and applied_at is null`, [
    version,
    now,
  ]);
}
