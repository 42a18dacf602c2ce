import type { Clearance } from '../domain/clearance.ts';
import type { Tx } from '../application/ports.ts';
import type { ClearanceChange, NewClearance, WaitingOrder } from '../application/sourcing-stores.ts';
import type { Pool } from 'pg';

/** Takes clearances that are newer than what is known; answers with the orders that were taken. */
export async function upsertClearances(tx: Pick<Tx, 'query'>, rows: readonly NewClearance[], now: Date): Promise<readonly string[]> {
  const { rows: taken } = await tx.query<{ order_id: string }>(
    `insert into clearance (order_id, cleared_seq, content_hash, content, recipient_token, raised, status, traceparent, cleared_at, updated_at)
     select order_id, cleared_seq, content_hash, content::jsonb, recipient_token, raised, 'WAITING', traceparent, cleared_at, $9
       from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::timestamptz[])
         as n (order_id, cleared_seq, content_hash, content, recipient_token, raised, traceparent, cleared_at)
      order by order_id
     on conflict (order_id) do update set cleared_seq = excluded.cleared_seq, content_hash = excluded.content_hash, content = excluded.content,
            recipient_token = excluded.recipient_token, raised = excluded.raised, status = 'WAITING', parked_reason = '', rounds = 0,
            refusals = case when clearance.content_hash = excluded.content_hash then clearance.refusals else 0 end,
            excluded = case when clearance.content_hash = excluded.content_hash then clearance.excluded else '{}' end,
            traceparent = excluded.traceparent, cleared_at = excluded.cleared_at, updated_at = excluded.updated_at
      where clearance.cleared_seq < excluded.cleared_seq
     returning order_id`,
    [
      rows.map((row) => row.clearance.orderId),
      rows.map((row) => row.clearedSeq.toString()),
      rows.map((row) => row.contentHash),
      rows.map((row) => JSON.stringify(row.clearance)),
      rows.map((row) => row.clearance.recipientToken),
      rows.map((row) => row.clearance.raised),
      rows.map((row) => row.traceparent),
      rows.map((row) => row.clearedAt),
      now,
    ],
  );
  return taken.map((row) => row.order_id);
}

const LIVE = `('PLANNED', 'CLEARED', 'SENT', 'ACCEPTED', 'PICKED', 'PACKED', 'STOPPING', 'PARTLY_OUTBOUND', 'OUTBOUND')`;

interface WaitingRow {
  readonly order_id: string;
  readonly cleared_seq: string;
  readonly content_hash: string;
  readonly content: Clearance;
  readonly refusals: number;
  readonly rounds: number;
  readonly excluded: Readonly<Record<string, string>>;
  readonly traceparent: string;
  readonly given: readonly { lineNo: string; quantity: number }[] | null;
  readonly freight_carried: boolean | null;
}

/** Orders to source, the urgent ones first; one whose old allocation is not back yet is left for the next turn. */
export async function readWaiting(pool: Pool, limit: number): Promise<readonly WaitingOrder[]> {
  const { rows } = await pool.query<WaitingRow>(
    `select c.order_id, c.cleared_seq, c.content_hash, c.content, c.refusals, c.rounds, c.excluded, c.traceparent, g.given, g.freight_carried
       from (select * from clearance c
              where status = 'WAITING' and not exists (select from allocation_release r where r.order_id = c.order_id and r.released_at is null)
              order by raised desc, cleared_at limit $1) c
       left join lateral (
         select json_agg(json_build_object('lineNo', l.line_no, 'quantity', l.quantity)) as given, bool_or(f.freight_fen > 0) as freight_carried
           from fulfilment_order f join fulfilment_line l on l.fulfilment_order_id = f.id
          where f.order_id = c.order_id and f.status in ${LIVE} and f.allocation <> 'REFUSED') g on true`,
    [limit],
  );
  return rows.map((row) => ({
    orderId: row.order_id,
    clearedSeq: BigInt(row.cleared_seq),
    contentHash: row.content_hash,
    clearance: row.content,
    refusals: row.refusals,
    rounds: row.rounds,
    excluded: new Map(Object.entries(row.excluded)),
    traceparent: row.traceparent,
    given: row.given ?? [],
    freightCarried: row.freight_carried ?? false,
  }));
}

/** Locks waiting clearances that are still what was read; answers with order id -> next serial. */
export async function lockWaiting(tx: Pick<Tx, 'query'>, read: readonly WaitingOrder[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ order_id: string; next_serial: number }>(
    `select c.order_id, c.next_serial from clearance c join unnest($1::text[], $2::bigint[]) as n (order_id, cleared_seq) using (order_id)
      where c.status = 'WAITING' and c.cleared_seq = n.cleared_seq order by c.order_id for update of c`,
    [read.map((order) => order.orderId), read.map((order) => order.clearedSeq.toString())],
  );
  return new Map(rows.map((row) => [row.order_id, row.next_serial]));
}

export async function saveClearances(tx: Pick<Tx, 'query'>, changes: readonly ClearanceChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `update clearance c set status = n.status, next_serial = greatest(c.next_serial, n.next_serial), rounds = n.rounds,
            excluded = c.excluded || n.exclude::jsonb, updated_at = $6
       from unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::text[]) as n (order_id, status, next_serial, rounds, exclude)
      where c.order_id = n.order_id and c.status = 'WAITING'`,
    [
      changes.map((change) => change.orderId),
      changes.map((change) => change.status),
      changes.map((change) => change.nextSerial),
      changes.map((change) => change.rounds),
      changes.map((change) => JSON.stringify(change.exclude)),
      now,
    ],
  );
}

/** A better coordinate came while the order still waits. */
export async function locateWaiting(
  tx: Pick<Tx, 'query'>,
  located: readonly { readonly token: string; readonly longitude: number; readonly latitude: number; readonly precision: string }[],
): Promise<void> {
  if (located.length === 0) return;
  await tx.query(
    `update clearance c set content = c.content || jsonb_build_object('at', jsonb_build_object('longitude', n.longitude, 'latitude', n.latitude), 'precision', n.precision)
       from unnest($1::text[], $2::float8[], $3::float8[], $4::text[]) as n (token, longitude, latitude, precision)
      where c.recipient_token = n.token and c.status = 'WAITING'`,
    [
      located.map((one) => one.token),
      located.map((one) => one.longitude),
      located.map((one) => one.latitude),
      located.map((one) => one.precision),
    ],
  );
}
