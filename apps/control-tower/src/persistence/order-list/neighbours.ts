import type { Pool } from 'pg';
import type { OrderListFilter, OrderListSort } from '../../application/ports.ts';
import { conditionsOf } from './conditions.ts';
import { beyond, runsOf, type RowPlace } from './ordering.ts';
import { listOrders } from './page.ts';
import type { TwinRow } from './twin-row.ts';

const POSITION_LIMIT = 10_000;

export interface Neighbours {
  readonly previous: TwinRow | undefined;
  readonly next: TwinRow | undefined;
  /** From 1; undefined when the order is not in the list, or far down. */
  readonly position: number | undefined;
}

/** The rows around one order of a list; an order that the list does not show any more keeps the neighbours of its place. */
export async function orderNeighbours(
  pool: Pool,
  query: { readonly filter: OrderListFilter; readonly sort: OrderListSort; readonly id: string; readonly now: Date },
): Promise<Neighbours> {
  const place = await placeOf(pool, query.sort, query.id);
  if (place === undefined) return { previous: undefined, next: undefined, position: undefined };
  const around = { filter: query.filter, sort: query.sort, limit: 1, from: place, now: query.now };
  const [[previous], [next], position] = await Promise.all([
    listOrders(pool, { ...around, backwards: true }),
    listOrders(pool, around),
    positionOf(pool, query, place),
  ]);
  return { previous, next, position };
}

async function placeOf(pool: Pool, sort: OrderListSort, id: string): Promise<RowPlace | undefined> {
  for (const [index, run] of runsOf[sort].entries()) {
    const { rows } = await pool.query<{ key: string }>(
      `select ${run.key}::text as key from order_twin o where o.id = $1 ${run.where === undefined ? '' : `and ${run.where}`}`,
      [id],
    );
    if (rows[0] !== undefined) return { run: index, key: rows[0].key, id };
  }
  return undefined;
}

async function positionOf(
  pool: Pool,
  query: { readonly filter: OrderListFilter; readonly sort: OrderListSort; readonly id: string; readonly now: Date },
  place: RowPlace,
): Promise<number | undefined> {
  const own = conditionsOf(query.filter, query.now);
  const { rowCount } = await pool.query(`select 1 from order_twin o ${own.where(`o.id = ${own.value(query.id)}`)}`, own.values);
  if (rowCount === 0) return undefined;
  let before = 0;
  for (const [index, run] of runsOf[query.sort].entries()) {
    if (index > place.run || before > POSITION_LIMIT) break;
    const conditions = conditionsOf(query.filter, query.now);
    const more = run.where === undefined ? [] : [run.where];
    if (index === place.run) more.push(beyond(run, place, true, conditions.value));
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int as count from (select 1 from order_twin o ${conditions.where(...more)} limit ${POSITION_LIMIT + 1}) counted`,
      conditions.values,
    );
    before += rows[0]?.count ?? 0;
  }
  return before >= POSITION_LIMIT ? undefined : before + 1;
}
