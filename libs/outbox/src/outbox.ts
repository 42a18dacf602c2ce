import { bodyToJson, type NewEvent } from '@orderloom/contracts';
import { traceparentOf } from '@orderloom/telemetry';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from './transaction.ts';

/** Writes events in the transaction of the change that they tell of. */
export interface Outbox {
  append(tx: Tx, events: readonly NewEvent[]): Promise<void>;
}

const INSERT = `
insert into outbox (id, type, aggregate_id, aggregate_version, order_id, system, actor,
                    occurred_at, received_at, recorded_at, raw_ref, traceparent, data)
select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[],
                     $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[], $13::text[])`;

/** `wake` is called after each commit that left events; `source` names the service as actor where an event names none. */
export function createOutbox(options: { readonly source: string; readonly now: () => Date; readonly wake: () => void }): Outbox {
  return {
    append: async (tx, events) => {
      if (events.length === 0) return;
      const now = options.now();
      const traceparent = traceparentOf() ?? '';
      await tx.query(INSERT, [
        events.map(() => uuidv7()),
        events.map((event) => event.type),
        events.map((event) => event.aggregateId),
        events.map((event) => event.aggregateVersion ?? 0),
        events.map((event) => event.orderId ?? ''),
        events.map((event) => event.system ?? 'hub'),
        events.map((event) => event.actor ?? options.source),
        events.map((event) => event.occurredAt ?? now),
        events.map((event) => event.receivedAt ?? now),
        events.map(() => now),
        events.map((event) => event.rawRef ?? ''),
        events.map((event) => event.traceparent ?? traceparent),
        events.map((event) => storable(bodyToJson(event.type, event.data))),
      ]);
      tx.onCommit(options.wake);
    },
  };
}

/** JSON that every reader's jsonb takes: without NUL and halves of characters, which no platform means and Postgres refuses. */
function storable(body: unknown): string {
  const text = JSON.stringify(body);
  if (!/\\u(0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(body, (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value));
}
