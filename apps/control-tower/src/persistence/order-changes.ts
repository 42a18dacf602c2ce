import type { Pool } from 'pg';
import { facet } from '../domain/row-facets.ts';
import { twinColumns, twinRow, type StoredRow, type TwinRow } from './order-list/twin-row.ts';

/** Where a reader stands in the order of change: transaction and order. */
export interface ChangePlace {
  readonly xid: string;
  readonly id: string;
}

export interface ChangedRow extends TwinRow {
  readonly place: ChangePlace;
}

const keptDays = 35;

/**
 * Orders in the order of their last change. Only those whose transaction is older than every one that is still under way: what is yet to
 * be committed comes behind them, never before.
 */
export async function readChanges(
  pool: Pool,
  query: { readonly after: ChangePlace; readonly limit: number; readonly shops: readonly string[] | undefined },
): Promise<readonly ChangedRow[]> {
  const values: unknown[] = [query.after.xid, query.after.id, query.limit];
  const shops = query.shops === undefined ? '' : ` and o.facets && $${values.push(query.shops.map((shop) => facet('shop', shop)))}::text[]`;
  const { rows } = await pool.query<StoredRow & { readonly xid: string }>(
    `select ${twinColumns}, c.changed_xid::text as xid from order_change c join order_twin o on o.id = c.order_id
      where c.changed_xid < pg_snapshot_xmin(pg_current_snapshot()) and (c.changed_xid, c.order_id) > ($1::text::xid8, $2)${shops}
      order by c.changed_xid, c.order_id limit $3`,
    values,
  );
  return rows.map((row) => ({ ...twinRow(row), place: { xid: row.xid, id: row.id } }));
}

/** A place before every change that was committed since then; the very first where no mark is old enough. */
export async function placeSince(pool: Pool, since: Date): Promise<ChangePlace> {
  const { rows } = await pool.query<{ xid: string }>('select xid::text as xid from change_mark where at <= $1 order by at desc limit 1', [
    since,
  ]);
  return { xid: rows[0]?.xid ?? '0', id: '' };
}

/** Notes where the order of change stands now. The clock is read after the snapshot, so that nothing committed later lies before it. */
export async function markChanges(pool: Pool): Promise<void> {
  await pool.query(
    `with lowest as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xid)
     insert into change_mark (at, xid) select clock_timestamp(), xid from lowest on conflict do nothing`,
  );
  await pool.query('delete from change_mark where at < now() - make_interval(days => $1)', [keptDays]);
}
