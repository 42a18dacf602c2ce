import { elementOf, isUrgent, type NewEvent } from '@orderloom/contracts';
import { traceparentOf } from '@orderloom/telemetry';
import { newId } from './new-id.ts';
import { bundleBySubject } from './bundle-by-subject.ts';
import type { Tx } from './transaction.ts';

/** Writes events in the transaction of the change that they tell of. */
export interface Outbox {
  append(tx: Tx, events: readonly NewEvent[]): Promise<void>;
}

const INSERT = `
insert into outbox (type, recorded_at, elements)
select type, $2, elements from unnest($1::text[], $3::text[]) with ordinality as t (type, elements, nth) order by nth`;

/** `wake` is called after each commit that left events, and told whether all of them may wait for a fuller message; `source` names the service as actor where an event names none. */
export function createOutbox(options: {
  readonly source: string;
  readonly now: () => Date;
  readonly wake: (mayWait: boolean) => void;
}): Outbox {
  return {
    append: async (tx, events) => {
      if (events.length === 0) return;
      const around = { recordedAt: options.now(), traceparent: traceparentOf() ?? '', source: options.source };
      const rows = bundleBySubject(events).flatMap((bundle) =>
        rowsOf(bundle.events, around).map((elements) => ({ type: bundle.type, elements })),
      );
      await tx.query(INSERT, [rows.map((row) => row.type), around.recordedAt, rows.map((row) => row.elements)]);
      const mayWait = !rows.some(({ type }) => isUrgent(type));
      tx.onCommit(() => options.wake(mayWait));
    },
  };
}

interface Around {
  readonly recordedAt: Date;
  readonly traceparent: string;
  readonly source: string;
}

/** A row travels whole, in one message with others: a bundle with more characters than this becomes several. */
const FULL_ROW = 128 * 1024;

function rowsOf(events: readonly NewEvent[], around: Around): readonly string[] {
  const rows: string[] = [];
  let elements: string[] = [];
  let size = 0;
  let bundleId = events.length === 1 ? undefined : newId();
  for (const event of events) {
    if (size > FULL_ROW) {
      rows.push(elements.join('\n'));
      [elements, size, bundleId] = [[], 0, newId()];
    }
    const element = elementOfNew(event, bundleId, around);
    elements.push(element);
    size += element.length;
  }
  return [...rows, elements.join('\n')];
}

function elementOfNew(event: NewEvent, bundleId: string | undefined, { recordedAt, traceparent, source }: Around): string {
  const element = elementOf({
    id: newId(),
    type: event.type,
    aggregateId: event.aggregateId,
    aggregateVersion: event.aggregateVersion ?? 0,
    orderId: event.orderId ?? '',
    system: event.system ?? 'hub',
    actor: event.actor ?? source,
    occurredAt: event.occurredAt ?? recordedAt,
    receivedAt: event.receivedAt ?? recordedAt,
    recordedAt,
    rawRef: event.rawRef ?? '',
    traceparent: event.traceparent ?? traceparent,
    ...(bundleId === undefined ? {} : { bundleId }),
    data: event.data,
  });
  return storable(element);
}

/** JSON that every reader's jsonb takes: without NUL and halves of characters, which no platform means and Postgres refuses. */
function storable(text: string): string {
  if (!text.includes(String.raw`\u`) || !/\\u(0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value,
  );
}
