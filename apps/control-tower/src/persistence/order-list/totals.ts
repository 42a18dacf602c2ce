import type { Pool } from 'pg';
import type { OrderListFilter } from '../../application/ports.ts';
import { conditionsOf } from './conditions.ts';

const COUNT_LIMIT = 10_000;
/** An estimate above this is no mistake about the limit. */
const SURELY_MORE = 15_000;

export interface Total {
  readonly count: number;
  readonly exact: boolean;
  /** Sum of what was paid, in minor units; undefined where the count is not exact. */
  readonly paidMinor: string | undefined;
}

/** Rows in all and their money: exact up to 10,000, beyond that the planner's estimate, unless exactness is asked for. */
export async function countOrders(pool: Pick<Pool, 'query'>, filter: OrderListFilter, now: Date, exact = false): Promise<Total> {
  // Where there are surely more, counting to the limit would only gather rows to throw them away.
  const expected = exact ? 0 : await estimate(pool, filter, now);
  if (expected > SURELY_MORE) return { count: expected, exact: false, paidMinor: undefined };
  const conditions = conditionsOf(filter, now);
  const rows = `select o.paid_minor from order_twin o ${conditions.where()} ${exact ? '' : `limit ${COUNT_LIMIT + 1}`}`;
  const { rows: counted } = await pool.query<{ count: number; paid_minor: string }>(
    `select count(*)::int as count, coalesce(sum(paid_minor), 0)::text as paid_minor from (${rows}) counted`,
    conditions.values,
  );
  const { count, paid_minor: paidMinor } = counted[0] ?? { count: 0, paid_minor: '0' };
  if (exact || count <= COUNT_LIMIT) return { count, exact: true, paidMinor };
  return { count: Math.max(count, expected), exact: false, paidMinor: undefined };
}

/** Rows of a list, counted no further than this. */
export async function countUpTo(pool: Pick<Pool, 'query'>, filter: OrderListFilter, now: Date, most: number): Promise<number> {
  const conditions = conditionsOf(filter, now);
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from (select 1 from order_twin o ${conditions.where()} limit ${conditions.value(most)}) counted`,
    conditions.values,
  );
  return rows[0]?.count ?? 0;
}

async function estimate(pool: Pick<Pool, 'query'>, filter: OrderListFilter, now: Date): Promise<number> {
  const conditions = conditionsOf(filter, now);
  const { rows } = await pool.query<{ 'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[] }>(
    `explain (format json) select 1 from order_twin o ${conditions.where()}`,
    conditions.values,
  );
  return Math.round(rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0);
}
