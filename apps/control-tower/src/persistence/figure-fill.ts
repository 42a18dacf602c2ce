import type { Pool } from 'pg';
import { figuresOf } from '../domain/order-figures.ts';
import type { GateThresholds } from '../domain/thresholds.ts';
import { emptyTwin, type TwinState } from '../domain/twin-state.ts';
import { figureValues, putFigures } from './figure-store.ts';

const PAGE = 2_000;

/** Gives orders from before there were boards the figures that new ones get with their first fact; oldest first, as their rows were made. */
export async function fillFigures(pool: Pool, thresholds: () => GateThresholds): Promise<number> {
  let filled = 0;
  let after: readonly [string, string] | undefined = ['-infinity', ''];
  while (after !== undefined) {
    const page: PageRow[] = await readPage(pool, after);
    const missing = page.filter((row) => !row.known).map((row) => row.id);
    if (missing.length > 0) filled += await fillPage(pool, missing, thresholds());
    const last: PageRow | undefined = page.length === PAGE ? page.at(-1) : undefined;
    after = last && [last.placed_at, last.id];
  }
  return filled;
}

interface PageRow {
  readonly id: string;
  readonly placed_at: string;
  readonly known: boolean;
}

// What an import brought is history of another system: boards show what the hub itself saw.
async function readPage(pool: Pool, after: readonly [string, string]): Promise<PageRow[]> {
  const { rows } = await pool.query<PageRow>(
    `with page as materialized (
       select id, placed_at from order_twin where (placed_at, id) > ($1::timestamptz, $2) and imported_by is null
        order by placed_at, id limit ${PAGE})
     select p.id, p.placed_at::text, exists (select from order_figure f where f.order_id = p.id) as known from page p order by p.placed_at, p.id`,
    [...after],
  );
  return rows;
}

async function fillPage(pool: Pool, ids: readonly string[], thresholds: GateThresholds): Promise<number> {
  const { rows } = await pool.query<{ id: string; state: Partial<TwinState> }>(
    'select id, state from order_twin where id = any($1) and version > 0 order by id',
    [ids],
  );
  if (rows.length === 0) return 0;
  const figures = rows.map((row) => figuresOf({ ...emptyTwin(row.id), ...row.state }, thresholds));
  // A fact that came meanwhile wrote newer ones.
  const { rowCount } = await pool.query(putFigures(1, 'nothing'), [...figureValues(figures)]);
  return rowCount ?? 0;
}

/** Sums up what the batches of facts said of their delays. */
export async function sumUpDelays(pool: Pool): Promise<void> {
  await pool.query(
    `with taken as (delete from sync_news returning *)
     insert into sync_delay (slot, system, bucket, facts, newest_at)
     select slot, system, bucket, sum(facts)::int, max(newest_at) from taken group by 1, 2, 3
     on conflict (slot, system, bucket) do update
        set facts = sync_delay.facts + excluded.facts, newest_at = greatest(sync_delay.newest_at, excluded.newest_at)`,
  );
}

/** Of days that are over only the whole is asked for. */
export async function sumUpDays(pool: Pool, before: Date): Promise<void> {
  await pool.query(
    `with taken as (delete from sync_delay where slot < $1 and slot <> date_bin('1 day', slot, '2000-01-01T00:00:00+08:00') returning *)
     insert into sync_delay (slot, system, bucket, facts, newest_at)
     select date_bin('1 day', slot, '2000-01-01T00:00:00+08:00'), system, bucket, sum(facts)::int, max(newest_at) from taken group by 1, 2, 3
     on conflict (slot, system, bucket) do update
        set facts = sync_delay.facts + excluded.facts, newest_at = greatest(sync_delay.newest_at, excluded.newest_at)`,
    [before],
  );
}
