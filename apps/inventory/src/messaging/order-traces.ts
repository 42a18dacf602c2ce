import type { EventType, HubEvent } from '@orderloom/contracts';
import type { BatchHandler, Tx } from '@orderloom/outbox';

/** Which trace each order of a transaction belongs to: one commit carries the work of many. */
export interface OrderTraces {
  of(tx: Tx, orderId: string): string | undefined;
  /** The same handler, which leaves the traces of its events behind. */
  noting<T extends EventType>(handler: BatchHandler<T>): BatchHandler<T>;
}

export function createOrderTraces(): OrderTraces {
  const traces = new WeakMap<Tx, Map<string, string>>();
  const note = (tx: Tx, events: readonly HubEvent[]): void => {
    const known = traces.get(tx) ?? new Map<string, string>();
    for (const event of events) if (event.traceparent !== '') known.set(event.orderId, event.traceparent);
    traces.set(tx, known);
  };
  return {
    of: (tx, orderId) => traces.get(tx)?.get(orderId),
    noting: (handler) => (events, tx) => {
      note(tx, events);
      return handler(events, tx);
    },
  };
}
