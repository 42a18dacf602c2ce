import type { EventType } from '@orderloom/contracts';

/** The part of an event that says where it belongs. */
export interface Addressed {
  readonly type: EventType;
  readonly aggregateId: string;
  readonly orderId?: string;
}

export interface Bundle<Event extends Addressed> {
  readonly type: EventType;
  readonly events: Event[];
}

/** More would not make an event cheaper. */
const MOST_EVENTS = 200;

/**
 * Groups events into as few one-subject bundles as keep the order in which each aggregate and each order spoke:
 * an event joins the last bundle of its type unless its aggregate or its order has spoken in a later one.
 * What is said of one order twice stands in two bundles, so that positions tell which came later.
 */
export function bundleBySubject<Event extends Addressed>(events: readonly Event[]): readonly Bundle<Event>[] {
  const bundles: Bundle<Event>[] = [];
  const lastOfType = new Map<EventType, number>();
  const lastOfAggregate = new Map<string, number>();
  const lastOfOrder = new Map<string, number>();
  for (const event of events) {
    const { type, aggregateId, orderId = '' } = event;
    let at = lastOfType.get(type) ?? -1;
    const isAfter = at >= (lastOfAggregate.get(aggregateId) ?? -1) && at > (orderId === '' ? -1 : (lastOfOrder.get(orderId) ?? -1));
    const isFull = (bundles[at]?.events.length ?? MOST_EVENTS) >= MOST_EVENTS;
    if (!isAfter || isFull) {
      at = bundles.length;
      bundles.push({ type, events: [] });
      lastOfType.set(type, at);
    }
    bundles[at]?.events.push(event);
    lastOfAggregate.set(aggregateId, at);
    if (orderId !== '') lastOfOrder.set(orderId, at);
  }
  return bundles;
}
