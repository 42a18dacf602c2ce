import { isEventType, type Context, type StoredBundle } from '@orderloom/contracts';
import type { ClientBase } from 'pg';

/** Bundles behind `after`, and late ones that filled a gap, in order of their position. */
export async function readOutbox(
  client: ClientBase,
  from: { readonly after: bigint; readonly gaps: readonly bigint[]; readonly limit: number },
): Promise<readonly StoredBundle[]> {
  const { rows } = await client.query<{ readonly seq: string; readonly type: string; readonly elements: string }>({
    name: 'outbox-read',
    text: `select seq, type, elements from (
             (select * from outbox where seq > $1 order by seq limit $3)
             union all
             (select * from outbox where seq = any($2::bigint[]))) rows order by seq`,
    values: [from.after, from.gaps, from.limit],
  });
  return rows.map(({ seq, type, elements }) => {
    if (!isEventType(type)) throw new Error(`outbox row ${seq} has the unknown type ${type}`);
    return { seq: BigInt(seq), type, elements: elements.split('\n') };
  });
}

export interface RelayState {
  /** Grows with each new relay owner; an owner whose fence is no longer the row's has lost its turn. */
  readonly fence: bigint;
  readonly settled: bigint;
  /** All rows up to it are in the stream, but for those at the `open` positions. */
  readonly published: bigint;
  readonly open: readonly bigint[];
  readonly streamCreatedAt: string;
  readonly streamSeq: number;
}

const columns = 'settled = $2, published = $3, open = $4, stream_created_at = $5, stream_seq = $6';

function valuesOf(state: RelayState): readonly unknown[] {
  return [state.fence, state.settled, state.published, state.open, state.streamCreatedAt, state.streamSeq];
}

/** Takes the relay over: only the connection that holds the advisory lock gets a fence. */
export async function takeRelay(client: ClientBase, context: Context): Promise<RelayState | undefined> {
  const lock = await client.query<{ taken: boolean }>('select pg_try_advisory_lock(hashtext($1)) as taken', [`outbox-relay:${context}`]);
  if (lock.rows[0]?.taken !== true) return undefined;
  const { rows } = await client.query<{
    fence: string;
    settled: string;
    published: string;
    open: string[];
    stream_created_at: string;
    stream_seq: string;
  }>('update outbox_state set fence = fence + 1 returning fence, settled, published, open, stream_created_at, stream_seq');
  const row = rows[0];
  if (row === undefined) throw new Error('outbox_state has no row');
  const settled = BigInt(row.settled);
  const published = BigInt(row.published);
  const open = row.open.map(BigInt);
  const lowest = open.reduce((low, position) => (position < low ? position : low), published + 1n);
  return {
    fence: BigInt(row.fence),
    settled,
    // A release that knows of neither moves `settled` alone: what they say then may be of a stream that is gone.
    ...(settled === lowest - 1n ? { published, open } : { published: settled, open: [] }),
    streamCreatedAt: row.stream_created_at,
    streamSeq: Number(row.stream_seq),
  };
}

/** Remembers how far the relay is. False when another owner has taken over since. */
export async function saveRelay(client: ClientBase, state: RelayState): Promise<boolean> {
  const { rowCount } = await client.query(`update outbox_state set ${columns} where fence = $1`, [...valuesOf(state)]);
  return rowCount === 1;
}

/** Begins a new fence for the same owner, together with its new state. Undefined when another owner has taken over since. */
export async function renewFence(client: ClientBase, state: RelayState): Promise<RelayState | undefined> {
  const { rows } = await client.query<{ fence: string }>(
    `update outbox_state set fence = fence + 1, ${columns} where fence = $1 returning fence`,
    [...valuesOf(state)],
  );
  const row = rows[0];
  return row === undefined ? undefined : { ...state, fence: BigInt(row.fence) };
}

/** The position that every declared consumer has passed; 0 while one of them was never heard. */
export async function passedByAll(client: ClientBase, consumers: readonly string[]): Promise<bigint> {
  const { rows } = await client.query<{ settled: string | null; heard: string }>(
    'select min(settled) as settled, count(*) as heard from outbox_consumer where consumer = any($1)',
    [consumers],
  );
  const row = rows[0];
  if (row === undefined || row.settled === null || Number(row.heard) < consumers.length) return 0n;
  return BigInt(row.settled);
}

export async function noteWatermarks(client: ClientBase, watermarks: ReadonlyMap<string, bigint>): Promise<void> {
  await client.query(
    `insert into outbox_consumer (consumer, settled, seen_at)
     select *, now() from unnest($1::text[], $2::bigint[])
     on conflict (consumer) do update set settled = greatest(outbox_consumer.settled, excluded.settled), seen_at = now()`,
    [[...watermarks.keys()], [...watermarks.values()]],
  );
}

/** Removes rows that every consumer has passed and that are older than seven days. Looks at the oldest only: a week's rows are too many to read each minute. */
export async function sweepOutbox(client: ClientBase, passed: bigint): Promise<void> {
  await client.query(
    `delete from outbox where seq in (
       select seq from (select seq, recorded_at from outbox where seq <= $1 order by seq limit 10000) oldest
        where recorded_at < now() - interval '7 days')`,
    [passed],
  );
}
