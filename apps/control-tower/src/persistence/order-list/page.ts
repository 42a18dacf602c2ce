import type { Pool } from 'pg';
import type { OrderListFilter, OrderListSort } from '../../application/ports.ts';
import { conditionsOf } from './conditions.ts';
import { beyond, orderBy, runsOf, type RowPlace } from './ordering.ts';
import { twinColumns, twinRow, type ListedRow, type StoredRow } from './twin-row.ts';

export interface PageQuery {
  readonly filter: OrderListFilter;
  readonly sort: OrderListSort;
  readonly limit: number;
  /** Rows beyond this place; from the list's beginning (or its end, backwards) without one. */
  readonly from?: RowPlace | undefined;
  /** Towards the list's beginning; rows still come in the list's order. */
  readonly backwards?: boolean;
  readonly now: Date;
}

/** One page of rows, from the projection alone: keyset, never offset. */
export async function listOrders(pool: Pick<Pool, 'query'>, query: PageQuery): Promise<readonly ListedRow[]> {
  const backwards = query.backwards ?? false;
  const runs = runsOf[query.sort].map((run, index) => ({ run, index }));
  const ahead = runs.filter(({ index }) => query.from === undefined || (backwards ? index <= query.from.run : index >= query.from.run));
  const rows: ListedRow[] = [];
  for (const { run, index } of backwards ? ahead.toReversed() : ahead) {
    if (rows.length >= query.limit) break;
    const conditions = conditionsOf(query.filter, query.now);
    const more = run.where === undefined ? [] : [run.where];
    if (query.from?.run === index) more.push(beyond(run, query.from, backwards, conditions.value));
    // Which rows they are is answered by an index alone; a row holds the whole state and is read only when it is shown.
    const { rows: found } = await pool.query<StoredRow & { key: string }>(
      `select ${twinColumns}, place.key::text as key
         from (select o.id, ${run.key} as key from order_twin o ${conditions.where(...more)}
                order by ${orderBy(run, backwards)} limit ${conditions.value(query.limit - rows.length)}) place
         join order_twin o on o.id = place.id
        order by ${orderBy({ ...run, key: 'place.key' }, backwards)}`,
      conditions.values,
    );
    rows.push(...found.map((row) => ({ ...twinRow(row), place: { run: index, key: row.key, id: row.id } })));
  }
  return backwards ? rows.toReversed() : rows;
}
