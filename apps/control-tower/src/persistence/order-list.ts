import type { Pool } from 'pg';
import type { OrderListFilter } from '../application/ports.ts';
import { emptyTwin, type TwinState } from '../domain/twin-state.ts';

export interface TwinRow {
  readonly id: string;
  readonly version: string;
  readonly state: TwinState;
  readonly placedAt: Date;
  readonly updatedAt: Date;
  /** Sort key of the DUE order, as text because it may be infinity. */
  readonly dueKey: string;
}

export type OrderListSort = 'DUE' | 'NEWEST';

const COUNT_LIMIT = 10_000;
/** A beginning that fits more orders than this is no search yet. */
const PREFIX_LIMIT = 1_000;
const DUE_KEY = "coalesce(o.stuck_at, 'infinity'::timestamptz)";
const COLUMNS = `o.id, o.version, o.state, o.placed_at, o.updated_at, ${DUE_KEY}::text as due_key`;

interface Row {
  readonly id: string;
  readonly version: string;
  readonly state: Partial<TwinState>;
  readonly placed_at: Date;
  readonly updated_at: Date;
  readonly due_key: string;
}

/** One page of rows, from the projection alone: keyset, never offset. */
export async function listOrders(
  pool: Pool,
  query: {
    readonly filter: OrderListFilter;
    readonly sort: OrderListSort;
    readonly limit: number;
    readonly after: readonly (string | number)[] | undefined;
    readonly now: Date;
  },
): Promise<readonly TwinRow[]> {
  const where = conditions(query.filter, query.now);
  if (query.after !== undefined) {
    const [key, id] = query.after;
    const at = where.value(key);
    const last = where.value(id);
    where.parts.push(
      query.sort === 'DUE' ? `(${DUE_KEY}, o.id) > (${at}::timestamptz, ${last})` : `(o.placed_at, o.id) < (${at}::timestamptz, ${last})`,
    );
  }
  const order = query.sort === 'DUE' ? `${DUE_KEY}, o.id` : 'o.placed_at desc, o.id desc';
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from order_twin o ${where.sql()} order by ${order} limit ${where.value(query.limit)}`,
    where.values,
  );
  return rows.map(twinRow);
}

/** Rows in all, exact up to 10,000. */
export async function countOrders(
  pool: Pool,
  filter: OrderListFilter,
  now: Date,
): Promise<{ readonly count: number; readonly exact: boolean }> {
  const where = conditions(filter, now);
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from (select 1 from order_twin o ${where.sql()} limit ${where.value(COUNT_LIMIT + 1)}) counted`,
    where.values,
  );
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, COUNT_LIMIT), exact: count <= COUNT_LIMIT };
}

export async function readTwins(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, TwinRow>> {
  const { rows } = await pool.query<Row>(`select ${COLUMNS} from order_twin o where o.id = any($1) and o.version > 0`, [ids]);
  return new Map(rows.map((row) => [row.id, twinRow(row)]));
}

/** Open orders by the gate at which they stand. */
export async function countGates(
  pool: Pool,
  now: Date,
): Promise<readonly { readonly gate: number; readonly open: number; readonly stuck: number }[]> {
  const { rows } = await pool.query<{ gate: number; open: number; stuck: number }>(
    `select current_gate as gate, count(*)::int as open, count(*) filter (where stuck_at <= $1)::int as stuck
       from order_twin where status in ('OPEN', 'HELD', 'OUTBOUND') and current_gate <= 7 and version > 0 group by current_gate order by current_gate`,
    [now],
  );
  return rows;
}

function twinRow(row: Row): TwinRow {
  return {
    id: row.id,
    version: row.version,
    state: { ...emptyTwin(row.id), ...row.state },
    placedAt: row.placed_at,
    updatedAt: row.updated_at,
    dueKey: row.due_key,
  };
}

interface Where {
  readonly parts: string[];
  readonly values: unknown[];
  value(value: unknown): string;
  sql(): string;
}

function conditions(filter: OrderListFilter, now: Date): Where {
  const values: unknown[] = [];
  const parts: string[] = ['o.version > 0'];
  const value = (one: unknown): string => `$${values.push(one)}`;
  if (filter.channels !== undefined) parts.push(`o.channel = any(${value(filter.channels)})`);
  if (filter.gates !== undefined) parts.push(`o.current_gate = any(${value(filter.gates)}::smallint[])`);
  if (filter.statuses !== undefined) parts.push(statusCondition(filter.statuses, value, now));
  if (filter.stuck !== undefined) {
    parts.push(`${DUE_KEY} ${filter.stuck ? '<=' : '>'} ${value(now)}`);
  }
  if (filter.placedFrom !== undefined) parts.push(`o.placed_at >= ${value(filter.placedFrom)}`);
  if (filter.placedUntil !== undefined) parts.push(`o.placed_at < ${value(filter.placedUntil)}`);
  const search = searchCondition(filter, value);
  if (search !== undefined) parts.push(search);
  return { parts, values, value, sql: () => `where ${parts.join(' and ')}` };
}

/** STUCK is a matter of the clock, so it is no stored status: it is OPEN whose time has run out. */
function statusCondition(statuses: readonly string[], value: (one: unknown) => string, now: Date): string {
  const stored = statuses.filter((status) => status !== 'STUCK');
  const alternatives: string[] = [];
  if (stored.length > 0) {
    const plain = `o.status = any(${value(stored)})`;
    const calmOnly = stored.includes('OPEN') && !statuses.includes('STUCK');
    alternatives.push(calmOnly ? `(${plain} and (o.status <> 'OPEN' or o.stuck_at is null or o.stuck_at > ${value(now)}))` : plain);
  }
  if (statuses.includes('STUCK')) alternatives.push(`(o.status = 'OPEN' and o.stuck_at <= ${value(now)})`);
  return `(${alternatives.join(' or ')})`;
}

function searchCondition(filter: OrderListFilter, value: (one: unknown) => string): string | undefined {
  const terms = filter.terms ?? [];
  if (terms.length === 0 && filter.prefix === undefined) return undefined;
  const exact = `select order_id from order_search where term = any(${value(terms)})`;
  if (filter.prefix === undefined) return `o.id in (${exact})`;
  // Asked for apart and in the index's own order: with an "or" between them the whole table is read.
  const beginning = value(`${filter.prefix.replaceAll(/[\\%_]/g, '\\$&')}%`);
  return `o.id in (${exact} union all (select order_id from order_search where term like ${beginning} order by term using ~<~ limit ${PREFIX_LIMIT}))`;
}
