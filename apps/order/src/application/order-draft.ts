import type { Outcome } from '../domain/order-events.ts';
import type { Order } from '../domain/order.ts';
import type { Cause, NumberedEvent, OrderChange } from './ports.ts';

/** Orders as one transaction changes them: locked before, saved and told once after the last deed. */
export interface OrderDraft {
  now(id: string): Order | undefined;
  /** Puts down what a deed made of an order, and numbers its events. */
  put(outcome: Outcome, cause?: Cause): void;
  /** Orders that are not what they were. */
  changes(): readonly OrderChange[];
  readonly events: readonly NumberedEvent[];
}

export function draftOf(before: ReadonlyMap<string, Order>): OrderDraft {
  const now = new Map(before);
  const events: NumberedEvent[] = [];
  return {
    now: (id) => now.get(id),
    put: (outcome, cause) => {
      const numbered = number(outcome, cause);
      now.set(numbered.order.id, numbered.order);
      events.push(...numbered.events);
    },
    changes: () => [...now].flatMap(([id, after]): OrderChange[] => (after === before.get(id) ? [] : [{ before: before.get(id), after }])),
    events,
  };
}

/** Gives each event the next version of its order. An audit entry is no event of the order itself. */
function number(outcome: Outcome, cause: Cause | undefined): { readonly order: Order; readonly events: readonly NumberedEvent[] } {
  let version = outcome.order.version;
  const versions = outcome.events.map((event) => (event.kind === 'audited' ? 0 : (version += 1)));
  const order = version === outcome.order.version ? outcome.order : { ...outcome.order, version };
  return { order, events: outcome.events.map((event, index) => ({ order, version: versions[index] ?? 0, event, cause })) };
}
