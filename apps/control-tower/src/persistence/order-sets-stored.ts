import type { Pool } from 'pg';

export interface StoredSet {
  readonly id: string;
  readonly total: number;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

/** Keeps a set of orders; sets that have ended go by the way. */
export async function storeSet(
  pool: Pool,
  set: {
    readonly id: string;
    readonly orderIds: readonly string[];
    readonly madeBy: string;
    readonly madeAt: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await pool.query('delete from order_set where expires_at < $1', [set.madeAt]);
  await pool.query('insert into order_set (id, order_ids, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5)', [
    set.id,
    set.orderIds,
    set.madeBy,
    set.madeAt,
    set.expiresAt,
  ]);
}

export async function readSet(pool: Pool, id: string, now: Date): Promise<StoredSet | undefined> {
  const { rows } = await pool.query<{ id: string; total: number; made_by: string; made_at: Date; expires_at: Date }>(
    'select id, cardinality(order_ids) as total, made_by, made_at, expires_at from order_set where id = $1 and expires_at > $2',
    [id, now],
  );
  const row = rows[0];
  return row && { id: row.id, total: row.total, madeBy: row.made_by, madeAt: row.made_at, expiresAt: row.expires_at };
}
