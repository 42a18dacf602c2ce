import { eventFromCloudEvent, eventToCloudEvent, type Context, type EventType, type HubEvent, type NewEvent } from '@orderloom/contracts';
import type { UnreadableElement } from '@orderloom/messaging';
import { validate as isUuid, v7 as uuidv7 } from 'uuid';
import type { Pool } from 'pg';
import type { Tx } from './transaction.ts';

export interface DeadLetter {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly aggregateId: string;
  readonly orderId: string;
  readonly reason: string;
  readonly parked: boolean;
  readonly occurredAt: Date;
}

/**
 * Aggregates with an open dead letter: their later events wait behind it, everybody else goes on. A replay that runs is waited for:
 * what it settles blocks nobody any more, and what is parked behind a letter that stays open is there before the next replay looks.
 */
export async function blockedAggregates(tx: Tx, aggregateIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ aggregate_id: string }>(openLettersOf('$1'), [aggregateIds]);
  return new Set(rows.map((row) => row.aggregate_id));
}

/** The question itself, for a list of aggregates in the given parameter. */
export function openLettersOf(parameter: string): string {
  return `select aggregate_id from dead_letter where settled_at is null and aggregate_id = any(${parameter}) order by id for share`;
}

/** Keeps events that could not be taken. Returns the events to publish about them. */
export async function keepDeadLetters(
  tx: Tx,
  kept: {
    readonly consumer: Context;
    readonly events: readonly HubEvent[];
    readonly reason: string;
    readonly parked: boolean;
    readonly now: Date;
  },
): Promise<readonly NewEvent[]> {
  const ids = kept.events.map(() => uuidv7());
  const { rows } = await tx.query<{ id: string }>(
    `insert into dead_letter (id, event_id, event_type, context, aggregate_id, order_id, outbox_seq, reason, parked, element, occurred_at)
     select id, event_id, event_type, split_part(event_type, '.', 2), aggregate_id, order_id, outbox_seq, $7, $8, element, $9
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $10::text[])
         as t (id, event_id, event_type, aggregate_id, order_id, outbox_seq, element)
     on conflict (event_id) do nothing returning id`,
    [
      ids,
      kept.events.map((event) => event.id),
      kept.events.map((event) => event.type),
      kept.events.map((event) => event.aggregateId),
      kept.events.map((event) => event.orderId),
      kept.events.map((event) => event.outboxSeq),
      kept.reason.slice(0, 500),
      kept.parked,
      kept.now,
      kept.events.map((event) => JSON.stringify(eventToCloudEvent(event))),
    ],
  );
  const fresh = new Set(rows.map((row) => row.id));
  return kept.events.flatMap((event, index) => {
    const id = ids[index] ?? '';
    if (!fresh.has(id)) return [];
    return [deadLettered(kept.consumer, id, event, kept.reason, kept.now)];
  });
}

/** Keeps elements that are no events of the catalogue, e.g. of a version that is not known here yet. */
export async function keepUnreadable(
  tx: Tx,
  kept: { readonly consumer: Context; readonly elements: readonly UnreadableElement[]; readonly now: Date },
): Promise<readonly NewEvent[]> {
  const rows = kept.elements.map(({ element, reason }) => ({ id: uuidv7(), eventId: idOf(element), reason, element }));
  const { rows: fresh } = await tx.query<{ id: string }>(
    `insert into dead_letter (id, event_id, event_type, context, aggregate_id, order_id, outbox_seq, reason, parked, element, occurred_at)
     select id, event_id, 'unreadable', '', 'unreadable/' || event_id, '', 0, reason, false, element, $5
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as t (id, event_id, reason, element)
     on conflict (event_id) do nothing returning id`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.eventId),
      rows.map((row) => row.reason.slice(0, 500)),
      rows.map((row) => JSON.stringify(row.element)),
      kept.now,
    ],
  );
  const type: `hub.${Context}.dead-lettered.v1` = `hub.${kept.consumer}.dead-lettered.v1`;
  const isFresh = new Set(fresh.map((row) => row.id));
  return rows
    .filter((row) => isFresh.has(row.id))
    .map((row) => ({
      type,
      aggregateId: row.id,
      data: {
        deadLetterId: row.id,
        consumer: kept.consumer,
        eventId: row.eventId,
        eventType: 'unreadable',
        aggregateId: `unreadable/${row.eventId}`,
        orderId: '',
        reason: row.reason.slice(0, 500),
        occurredAt: kept.now,
      },
    }));
}

/** The element's own id where it has a usable one: a nonsense element that comes twice is kept once. */
function idOf(element: unknown): string {
  const id = typeof element === 'object' && element !== null && 'id' in element ? element.id : undefined;
  return typeof id === 'string' && isUuid(id) ? id : uuidv7();
}

function deadLettered(consumer: Context, id: string, event: HubEvent, reason: string, now: Date): NewEvent {
  const type: `hub.${Context}.dead-lettered.v1` = `hub.${consumer}.dead-lettered.v1`;
  return {
    type,
    aggregateId: id,
    orderId: event.orderId,
    traceparent: event.traceparent,
    data: {
      deadLetterId: id,
      consumer,
      eventId: event.id,
      eventType: event.type,
      aggregateId: event.aggregateId,
      orderId: event.orderId,
      reason: reason.slice(0, 500),
      occurredAt: now,
    },
  };
}

/**
 * Open dead letters of the aggregate that the given one belongs to, in the order in which they were sent. Asked for twice: the first
 * asking waits for events that are being parked behind them, the second sees these too.
 */
export async function openLettersOfSameAggregate(
  tx: Tx,
  deadLetterId: string,
): Promise<readonly { readonly id: string; readonly event: HubEvent }[]> {
  await tx.query(
    `select 1 from dead_letter where settled_at is null and aggregate_id = (select aggregate_id from dead_letter where id = $1)
      order by id for update`,
    [deadLetterId],
  );
  const { rows } = await tx.query<{ id: string; element: string }>(
    `select id, element from dead_letter
      where settled_at is null and aggregate_id = (select aggregate_id from dead_letter where id = $1)
      order by outbox_seq, id for update`,
    [deadLetterId],
  );
  return rows.map((row) => ({ id: row.id, event: eventFromCloudEvent(JSON.parse(row.element)) }));
}

export async function settleDeadLetters(tx: Tx, consumer: Context, ids: readonly string[], now: Date): Promise<readonly NewEvent[]> {
  await tx.query('update dead_letter set settled_at = $2 where id = any($1)', [ids, now]);
  const type: `hub.${Context}.dead-letter-settled.v1` = `hub.${consumer}.dead-letter-settled.v1`;
  return ids.map((id): NewEvent<typeof type> => ({
    type,
    aggregateId: id,
    data: { deadLetterId: id, consumer, replayed: true, settledAt: now },
  }));
}

/** Open dead letters of this service, oldest first. */
export async function listDeadLetters(pool: Pool, limit: number): Promise<readonly DeadLetter[]> {
  const { rows } = await pool.query<{
    id: string;
    event_id: string;
    event_type: EventType;
    aggregate_id: string;
    order_id: string;
    reason: string;
    parked: boolean;
    occurred_at: Date;
  }>(
    `select id, event_id, event_type, aggregate_id, order_id, reason, parked, occurred_at
       from dead_letter where settled_at is null order by occurred_at limit $1`,
    [limit],
  );
  return rows.map((row) => ({
    id: row.id,
    eventId: row.event_id,
    eventType: row.event_type,
    aggregateId: row.aggregate_id,
    orderId: row.order_id,
    reason: row.reason,
    parked: row.parked,
    occurredAt: row.occurred_at,
  }));
}
