import type { Clearance } from '../domain/clearance.ts';
import type { Tx } from '../application/ports.ts';
import type { NewClearance, ReadWish, WaitingOrder } from '../application/sourcing-stores.ts';
import type { Pool } from 'pg';

/** Takes clearances that are newer than what is known; answers with the orders that were taken. */
export async function upsertClearances(
  tx: Pick<Tx, 'query'>,
  rows: readonly NewClearance[],
  now: Date,
): Promise<readonly { readonly orderId: string; readonly isNew: boolean }[]> {
  const { rows: taken } = await tx.query<{ order_id: string; is_new: boolean }>(
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
     returning order_id, xmax = 0 as is_new`,
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
  return taken.map((row) => ({ orderId: row.order_id, isNew: row.is_new }));
}

/** Of these, the orders that were cleared for sourcing at some time. */
export async function knownOrders(pool: Pool, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ order_id: string }>('select order_id from clearance where order_id = any($1::text[])', [orderIds]);
  return new Set(rows.map((row) => row.order_id));
}

const LIVE = `('PLANNED', 'CLEARED', 'SENT', 'ACCEPTED', 'PICKED', 'PACKED', 'STOPPING', 'PARTLY_OUTBOUND', 'OUTBOUND')`;

interface WaitingRow {
  readonly order_id: string;
  readonly cleared_seq: string;
  readonly content_hash: string;
  readonly content: Clearance;
  readonly next_serial: number;
  readonly refusals: number;
  readonly rounds: number;
  readonly excluded: Readonly<Record<string, string>>;
  readonly traceparent: string;
  readonly given: readonly { lineNo: string; quantity: number }[] | null;
  readonly freight_carried: boolean | null;
}

/** Orders to source, the urgent ones first; one whose old allocation is not back yet is left for the next turn. */
export async function readWaiting(pool: Pool, { limit, except }: ReadWish): Promise<readonly WaitingOrder[]> {
  const { rows } = await pool.query<WaitingRow>(
    `select c.order_id, c.cleared_seq, c.content_hash, c.content, c.next_serial, c.refusals, c.rounds, c.excluded, c.traceparent, g.given, g.freight_carried
       from (select * from clearance c
              where status = 'WAITING' and order_id not in (select unnest($2::text[]))
                and not exists (select from allocation_release r where r.order_id = c.order_id and r.released_at is null)
              order by raised desc, cleared_at limit $1) c
       left join lateral (
         select json_agg(json_build_object('lineNo', l.line_no, 'quantity', l.quantity)) as given, bool_or(f.freight_fen > 0) as freight_carried
           from fulfilment_order f join fulfilment_line l on l.fulfilment_order_id = f.id
          where f.order_id = c.order_id and f.status in ${LIVE} and f.allocation <> 'REFUSED') g on true`,
    [limit, except],
  );
  return rows.map((row) => ({
    orderId: row.order_id,
    clearedSeq: BigInt(row.cleared_seq),
    contentHash: row.content_hash,
    clearance: row.content,
    nextSerial: row.next_serial,
    refusals: row.refusals,
    rounds: row.rounds,
    excluded: new Map(Object.entries(row.excluded)),
    traceparent: row.traceparent,
    given: row.given ?? [],
    freightCarried: row.freight_carried ?? false,
  }));
}

/** Of these recipients, those for whom an order waits to be sourced. */
export async function awaitedTokens(pool: Pool, tokens: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ recipient_token: string }>(
    `select distinct recipient_token from clearance where status = 'WAITING' and recipient_token = any($1::text[])`,
    [tokens],
  );
  return new Set(rows.map((row) => row.recipient_token));
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
