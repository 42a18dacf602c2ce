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
const NOTES_AT_ONCE = 500;

/** Rows behind the reader's place, from where their change is noted. Each side ends by itself: Postgres reads no more of an index than is asked for. */
const behind = (noted: string, condition: string): string => `
  (select ${twinColumns}, c.changed_xid from ${noted} c join order_twin o on o.id = c.order_id
    where c.changed_xid < pg_snapshot_xmin(pg_current_snapshot()) and (c.changed_xid, c.order_id) > ($1::text::xid8, $2)${condition}
    order by c.changed_xid, c.order_id limit $3)`;

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
    // Of an order of which there is news the place before that no longer counts; "not in" is looked up and leaves the index's order as it is. The news
    // may be only what another batch has left of it: a later place that is laid in already holds, or a reader would be told an earlier one, behind him.
    `with news as materialized (
       select order_id, greatest(max(changed_xid), (select laid.changed_xid from order_change laid where laid.order_id = told.order_id)) as changed_xid
         from (select unnest(order_ids) as order_id, changed_xid from order_change_news) told group by order_id)
     select *, changed_xid::text as xid
       from (${behind('order_change', `${shops} and c.order_id not in (select n.order_id from news n)`)} union all ${behind('news', shops)}) next
      order by changed_xid, id limit $3`,
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

/** Lays what transactions noted into the order of change, some at a time: after millions of rows were copied a statement would take too long. */
export async function gatherChanges(pool: Pool): Promise<void> {
  for (let taken = NOTES_AT_ONCE; taken === NOTES_AT_ONCE;) {
    const { rows } = await pool.query<{ taken: number }>('select gather_order_changes($1) as taken', [NOTES_AT_ONCE]);
    taken = rows[0]?.taken ?? 0;
  }
}

/** Notes where the order of change stands now. The clock is read after the snapshot, so that nothing committed later lies before it. */
export async function markChanges(pool: Pool): Promise<void> {
  await pool.query(
    `with lowest as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xid)
     insert into change_mark (at, xid) select clock_timestamp(), xid from lowest on conflict do nothing`,
  );
  await pool.query('delete from change_mark where at < now() - make_interval(days => $1)', [keptDays]);
}
