import type { Pool } from 'pg';

/** What may be sent: allocated, not parked (or its pause over), of a warehouse with room, and with its number where that comes first. */
export async function readDue(
  pool: Pool,
  at: { readonly now: Date; readonly full: readonly string[]; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from fulfilment_order f
      where status in ('PLANNED', 'CLEARED') and allocation = 'GRANTED' and sending = 'NOT' and next_try_at <= $1 and warehouse_id <> all($2)
        and not exists (select from parcel p where p.fulfilment_order_id = f.id and p.waybill = 'WANTED')
      order by raised desc, created_at limit $3`,
    [at.now, at.full, at.limit],
  );
  return rows.map((row) => row.id);
}

export async function readUnknown(pool: Pool, at: { readonly now: Date; readonly limit: number }): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from fulfilment_order where sending in ('UNKNOWN', 'SENDING') and next_try_at <= $1 order by next_try_at limit $2`,
    [at.now, at.limit],
  );
  return rows.map((row) => row.id);
}

export async function readQuiet(pool: Pool, at: { readonly since: Date; readonly limit: number }): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from fulfilment_order where status in ('ACCEPTED', 'PICKED', 'PACKED', 'PARTLY_OUTBOUND') and last_news_at < $1 order by last_news_at limit $2`,
    [at.since, at.limit],
  );
  return rows.map((row) => row.id);
}

export async function postpone(pool: Pool, ids: readonly string[], until: Date): Promise<void> {
  await pool.query('update fulfilment_order set next_try_at = $2, last_news_at = greatest(last_news_at, now()) where id = any($1)', [
    ids,
    until,
  ]);
}

export async function forgetSending(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(`update fulfilment_order set sending = 'UNKNOWN', next_try_at = now() where sending = 'SENDING'`);
  return rowCount ?? 0;
}
