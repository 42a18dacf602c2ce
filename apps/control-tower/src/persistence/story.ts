import type { Pool } from 'pg';

export interface FactRow {
  readonly event_id: string;
  readonly order_id: string;
  readonly seq: string;
  readonly type: string;
  readonly system: string;
  readonly actor: string;
  readonly occurred_at: Date;
  readonly received_at: Date;
  readonly recorded_at: Date;
  readonly raw_ref: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly since_previous_ms: number | null;
}

/** A fact as it is stored: its body as the text that came, or taken apart where it is from before that. */
export interface StoredFact extends Omit<FactRow, 'data'> {
  readonly told: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

export function factRow({ told, data, ...row }: StoredFact): FactRow {
  return { ...row, data: factBody({ told, data }) };
}

export function factBody({ told, data }: Pick<StoredFact, 'told' | 'data'>): FactRow['data'] {
  return told === null ? (data ?? {}) : (JSON.parse(told) as FactRow['data']); // an event's own body
}

/** A page of the story, latest fact first, each with its distance to the fact before it. */
export async function readStory(
  pool: Pool,
  query: {
    readonly orderId: string;
    readonly system: string | undefined;
    readonly limit: number;
    readonly after: readonly (string | number)[] | undefined;
  },
): Promise<readonly FactRow[]> {
  const { rows } = await pool.query<StoredFact>(
    `select f.*, extract(epoch from f.occurred_at - (
               select p.occurred_at from fact p where p.order_id = f.order_id and (p.occurred_at, p.seq) < (f.occurred_at, f.seq)
                order by p.occurred_at desc, p.seq desc limit 1))::float8 * 1000 as since_previous_ms
       from fact f
      where f.order_id = $1 and ($2::text is null or f.system = $2)
        and ($3::timestamptz is null or (f.occurred_at, f.seq) < ($3::timestamptz, $4::bigint))
      order by f.occurred_at desc, f.seq desc limit $5`,
    [query.orderId, query.system ?? null, query.after?.[0] ?? null, query.after?.[1] ?? null, query.limit],
  );
  return rows.map(factRow);
}

export async function countStory(pool: Pool, orderId: string, system: string | undefined): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from fact where order_id = $1 and ($2::text is null or system = $2)',
    [orderId, system ?? null],
  );
  return rows[0]?.count ?? 0;
}

export interface SourceRow {
  readonly order_id: string;
  readonly system: string;
  readonly facts: number;
  readonly last_at: Date;
}

/** Which systems spoke about each of these orders. */
export async function readSources(pool: Pool, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly SourceRow[]>> {
  const { rows } = await pool.query<SourceRow>(
    `select order_id, system, count(*)::int as facts, max(occurred_at) as last_at from fact
      where order_id = any($1) group by order_id, system order by max(occurred_at) desc`,
    [orderIds],
  );
  return Map.groupBy(rows, (row) => row.order_id);
}
