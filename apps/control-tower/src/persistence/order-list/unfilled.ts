import { eventCatalogue, isEventType, type HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import type { StoredTwin } from '../../application/ports.ts';
import { emptyTwin, type TwinState } from '../../domain/twin-state.ts';
import { factBody, type StoredFact } from '../story.ts';

/** Rows without facets, locked; what they lack of their lines is taken from their first fact. */
export async function unfilledTwins(tx: Tx, limit: number): Promise<readonly (StoredTwin & { readonly isBlank: boolean })[]> {
  const { rows } = await tx.query<{ id: string; version: string; state: Partial<TwinState> }>(
    'select id, version, state from order_twin where facets is null order by id limit $1 for update skip locked',
    [limit],
  );
  const lacking = rows.filter((row) => row.state.skus === undefined && row.state.channel !== undefined).map((row) => row.id);
  const { rows: told } = await tx.query<{ order_id: string; skus: readonly string[] }>(
    `select f.order_id, array_agg(distinct line->>'sku') as skus
       from fact f, jsonb_array_elements(coalesce(f.data, f.told::jsonb)->'lines') line
      where f.order_id = any($1) and f.type = 'hub.order.placed.v1' group by f.order_id`,
    [lacking],
  );
  const skus = new Map(told.map((row) => [row.order_id, row.skus]));
  return rows.map((row) => ({
    version: BigInt(row.version),
    state: { ...emptyTwin(row.id), ...row.state, skus: row.state.skus ?? skus.get(row.id) ?? [] },
    isBlank: row.state.channel === undefined,
  }));
}

interface FactFields extends Pick<StoredFact, 'told' | 'data'> {
  readonly event_id: string;
  readonly order_id: string;
  readonly type: string;
  readonly system: string;
  readonly actor: string;
  readonly occurred_at: Date;
  readonly received_at: Date;
  readonly recorded_at: Date;
  readonly raw_ref: string;
}

/** The stories of these orders as the events that they were, oldest first. */
export async function storiesOf(tx: Tx, orderIds: readonly string[]): Promise<readonly HubEvent[]> {
  if (orderIds.length === 0) return [];
  const { rows } = await tx.query<FactFields>(
    `select event_id, order_id, type, system, actor, occurred_at, received_at, recorded_at, raw_ref, data, told from fact
      where order_id = any($1) order by order_id, occurred_at, seq`,
    [orderIds],
  );
  return rows.flatMap((row) => eventOf(row));
}

function eventOf(row: FactFields): readonly HubEvent[] {
  if (!isEventType(row.type)) return [];
  return [
    {
      id: row.event_id,
      type: row.type,
      aggregateId: row.order_id,
      aggregateVersion: 0,
      orderId: row.order_id,
      system: row.system,
      actor: row.actor,
      occurredAt: row.occurred_at,
      receivedAt: row.received_at,
      recordedAt: row.recorded_at,
      rawRef: row.raw_ref,
      traceparent: '',
      outboxSeq: 0n,
      data: eventCatalogue[row.type].fromJSON(factBody(row)),
    },
  ];
}
