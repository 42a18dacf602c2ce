import type { EventType } from '@orderloom/contracts';

/** The part of an event that says where it belongs. */
export interface Addressed {
  readonly type: EventType;
  readonly aggregateId: string;
}

export interface Bundle<Event extends Addressed> {
  readonly type: EventType;
  readonly events: Event[];
}

/**
 * Groups events into as few one-subject bundles as keep each aggregate's own order:
 * an event joins the last bundle of its type unless its aggregate already spoke in a later bundle.
 */
export function bundleBySubject<Event extends Addressed>(events: readonly Event[]): readonly Bundle<Event>[] {
  const bundles: Bundle<Event>[] = [];
  const lastOfType = new Map<EventType, number>();
  const lastOfAggregate = new Map<string, number>();
  for (const event of events) {
    const floor = lastOfAggregate.get(event.aggregateId) ?? -1;
    const candidate = lastOfType.get(event.type) ?? -1;
    let at = candidate;
    if (candidate < floor || candidate < 0) {
      at = bundles.length;
      bundles.push({ type: event.type, events: [] });
      lastOfType.set(event.type, at);
    }
    bundles[at]?.events.push(event);
    lastOfAggregate.set(event.aggregateId, at);
  }
  return bundles;
}
