import type { Context, HubEvent } from '@orderloom/contracts';
import type { Delivery, OpenedDelivery } from '@orderloom/messaging';
import type { Reader } from './handlers.ts';

/** What one context said in a turn. */
export interface Said {
  readonly context: Context;
  readonly deliveries: readonly Delivery[];
}

/** How many events that is, as their producers say. */
export function eventsIn(said: readonly Said[]): number {
  return said.reduce((sum, { deliveries }) => sum + deliveries.reduce((all, { count }) => all + count, 0), 0);
}

/** Reads what somebody hears of it: the events of each context in their own order. */
export async function openSaid(reader: Reader, said: readonly Said[]): Promise<OpenedDelivery> {
  const isHeard = await hearing(
    reader,
    said.flatMap((one) => one.deliveries),
  );
  const opened = said.map((one) => one.deliveries.filter(isHeard).map((delivery) => delivery.open()));
  return {
    events: opened.flatMap((ofContext) => ofContext.flatMap((one) => one.events).toSorted(byPosition)),
    unreadable: opened.flat().flatMap((one) => one.unreadable),
  };
}

/** One whose subject says nothing is read: what is in it decides. */
async function hearing(reader: Reader, deliveries: readonly Delivery[]): Promise<(delivery: Delivery) => boolean> {
  const types = new Set(deliveries.flatMap(({ type }) => type ?? []));
  if (reader.heard === undefined || types.size === 0) return () => true;
  const heard = new Set(await reader.heard([...types]));
  return ({ type }) => type === undefined || heard.has(type);
}

function byPosition(a: HubEvent, b: HubEvent): number {
  return a.outboxSeq < b.outboxSeq ? -1 : a.outboxSeq > b.outboxSeq ? 1 : 0;
}
