import { isUuid } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { WorkItem, WorkItemRow } from '../application/ports.ts';
import type { Pool as PoolName } from '../domain/work-items.ts';
import { facet } from '../domain/row-facets.ts';
import { itemSetCondition } from './item-sets.ts';

export interface WorkItemFilter {
  readonly pools?: readonly string[];
  readonly owners?: readonly string[];
  /** An account, or empty for nobody. */
  readonly assignee?: string;
  readonly overdue?: boolean;
  readonly orderId?: string;
  /** Beginning of the order, the matter or whatever else names the item. */
  readonly search?: string;
  /** A set that a board named. */
  readonly set?: string;
  readonly closed: boolean;
  /** Only items about orders of these shops. */
  readonly shops?: readonly string[];
}

interface Row {
  readonly id: string;
  readonly pool: PoolName;
  readonly matter: string;
  readonly order_id: string;
  readonly owner: string;
  readonly summary: WorkItemRow['summary'];
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
  readonly assignee: string;
  readonly assigned_at: Date | null;
  readonly ended_by_person: boolean;
}

export function workItemOf(row: Row): WorkItem {
  return {
    id: row.id,
    pool: row.pool,
    matter: row.matter,
    orderId: row.order_id,
    owner: row.owner,
    summary: row.summary,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    assignee: row.assignee,
    assignedAt: row.assigned_at,
    endedByPerson: row.ended_by_person,
  };
}

/** One page: open ones by time left, closed ones latest first; keyset, never offset. */
export async function listWorkItems(
  pool: Pool,
  query: {
    readonly filter: WorkItemFilter;
    readonly now: Date;
    readonly limit: number;
    readonly after: readonly (string | number)[] | undefined;
  },
): Promise<readonly WorkItem[]> {
  const { closed } = query.filter;
  const where = conditions(query.filter, query.now);
  if (query.after !== undefined) {
    const [at, id] = [where.value(query.after[0]), where.value(query.after[1])];
    where.parts.push(closed ? `(closed_at, id) < (${at}::timestamptz, ${id}::uuid)` : `(due_at, id) > (${at}::timestamptz, ${id}::uuid)`);
  }
  const { rows } = await pool.query<Row>(
    `select * from work_item w where ${where.parts.join(' and ')}
      order by ${closed ? 'closed_at desc, id desc' : 'due_at, id'} limit ${where.value(query.limit)}`,
    where.values,
  );
  return rows.map(workItemOf);
}

/** Open ones are few, so their number is exact; of closed ones at most `most` are counted. */
export async function countWorkItems(pool: Pool, filter: WorkItemFilter, now: Date, most = 100_000): Promise<number> {
  const where = conditions(filter, now);
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from (select 1 from work_item w where ${where.parts.join(' and ')} limit ${where.value(most)}) counted`,
    where.values,
  );
  return rows[0]?.count ?? 0;
}

export interface PoolCount {
  readonly pool: string;
  readonly open: number;
  readonly overdue: number;
  readonly unassigned: number;
  readonly mine: number;
  readonly oldestDueAt: Date;
}

export async function countPools(pool: Pool, account: string, now: Date): Promise<readonly PoolCount[]> {
  const { rows } = await pool.query<Omit<PoolCount, 'oldestDueAt'> & { readonly oldest: Date }>(
    `select pool, count(*)::int as open, count(*) filter (where due_at < $2)::int as overdue, count(*) filter (where assignee = '')::int as unassigned,
            count(*) filter (where assignee = $1)::int as mine, min(due_at) as oldest
       from work_item where closed_at is null group by pool`,
    [account, now],
  );
  return rows.map(({ oldest, ...row }) => ({ ...row, oldestDueAt: oldest }));
}

export async function readWorkItems(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, WorkItem>> {
  const { rows } = await pool.query<Row>('select * from work_item where id = any($1::uuid[])', [ids.filter(isUuid)]);
  return new Map(rows.map((row) => [row.id, workItemOf(row)]));
}

/** Locks these items, in one order for everybody, and reads them as they are then. */
export async function lockWorkItems(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, WorkItem>> {
  const { rows } = await tx.query<Row>('select * from work_item where id = any($1::uuid[]) order by id for update', [ids.filter(isUuid)]);
  return new Map(rows.map((row) => [row.id, workItemOf(row)]));
}

export async function saveWorkItems(tx: Tx, items: readonly WorkItem[]): Promise<void> {
  await tx.query(
    `update work_item w set assignee = t.assignee, assigned_at = t.assigned_at, closed_at = t.closed_at, closed_by = t.closed_by, ended_by_person = t.ended
       from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::boolean[]) as t (id, assignee, assigned_at, closed_at, closed_by, ended)
      where w.id = t.id`,
    [
      items.map((item) => item.id),
      items.map((item) => item.assignee),
      items.map((item) => item.assignedAt),
      items.map((item) => item.closedAt),
      items.map((item) => item.closedBy),
      items.map((item) => item.endedByPerson),
    ],
  );
}

function conditions(filter: WorkItemFilter, now: Date) {
  const values: unknown[] = [];
  const value = (one: unknown): string => `$${values.push(one)}`;
  const parts = [`closed_at is ${filter.closed ? 'not ' : ''}null`];
  if (filter.pools !== undefined) parts.push(`pool = any(${value(filter.pools)})`);
  if (filter.owners !== undefined) parts.push(`owner = any(${value(filter.owners)})`);
  if (filter.assignee !== undefined) parts.push(`assignee = ${value(filter.assignee)}`);
  if (filter.overdue !== undefined) parts.push(`due_at ${filter.overdue ? '<' : '>='} ${value(now)}`);
  if (filter.orderId !== undefined) parts.push(`order_id = ${value(filter.orderId)}`);
  if (filter.search !== undefined) {
    const beginning = value(`${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`);
    parts.push(`(order_id like ${beginning} or matter like ${beginning} or summary #>> '{parameters,number}' like ${beginning})`);
  }
  if (filter.shops !== undefined) {
    const shops = value(filter.shops.map((shop) => facet('shop', shop)));
    parts.push(`exists (select 1 from order_twin o where o.id = w.order_id and o.facets && ${shops}::text[])`);
  }
  // A set that nobody named holds nothing: the figure that led here must equal what is listed.
  if (filter.set !== undefined) parts.push(itemSetCondition(filter.set, now, value) ?? 'false');
  return { parts, values, value };
}
