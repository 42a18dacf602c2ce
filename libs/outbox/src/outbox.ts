import { elementOf, type NewEvent } from '@orderloom/contracts';
import { traceparentOf } from '@orderloom/telemetry';
import { v7 as uuidv7 } from 'uuid';
import { bundleBySubject } from './bundle-by-subject.ts';
import type { Tx } from './transaction.ts';

/** Writes events in the transaction of the change that they tell of. */
export interface Outbox {
  append(tx: Tx, events: readonly NewEvent[]): Promise<void>;
}

const INSERT = `
insert into outbox (type, recorded_at, elements)
select type, $2, elements from unnest($1::text[], $3::text[]) with ordinality as t (type, elements, nth) order by nth`;

/** `wake` is called after each commit that left events; `source` names the service as actor where an event names none. */
export function createOutbox(options: { readonly source: string; readonly now: () => Date; readonly wake: () => void }): Outbox {
  return {
    append: async (tx, events) => {
      if (events.length === 0) return;
      const recordedAt = options.now();
      const traceparent = traceparentOf() ?? '';
      const bundles = bundleBySubject(events);
      await tx.query(INSERT, [
        bundles.map((bundle) => bundle.type),
        recordedAt,
        bundles.map((bundle) => {
          const bundleId = bundle.events.length === 1 ? undefined : uuidv7();
          return bundle.events
            .map((event) => elementOfNew(event, { bundleId, recordedAt, traceparent, source: options.source }))
            .join('\n');
        }),
      ]);
      tx.onCommit(options.wake);
    },
  };
}

function elementOfNew(
  event: NewEvent,
  around: { readonly bundleId: string | undefined; readonly recordedAt: Date; readonly traceparent: string; readonly source: string },
): string {
  const { bundleId, recordedAt } = around;
  const element = elementOf({
    id: uuidv7(),
    type: event.type,
    aggregateId: event.aggregateId,
    aggregateVersion: event.aggregateVersion ?? 0,
    orderId: event.orderId ?? '',
    system: event.system ?? 'hub',
    actor: event.actor ?? around.source,
    occurredAt: event.occurredAt ?? recordedAt,
    receivedAt: event.receivedAt ?? recordedAt,
    recordedAt,
    rawRef: event.rawRef ?? '',
    traceparent: event.traceparent ?? around.traceparent,
    ...(bundleId === undefined ? {} : { bundleId }),
    data: event.data,
  });
  return storable(element);
}

/** JSON that every reader's jsonb takes: without NUL and halves of characters, which no platform means and Postgres refuses. */
function storable(text: string): string {
  if (!/\\u(0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value,
  );
}
