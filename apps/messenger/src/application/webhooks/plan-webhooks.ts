import { contextOf, webhookEntry, webhookTypes, type EventType, type HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import type { Planned, WebhookDeps } from './ports.ts';
import { translateEvent } from './translate-event.ts';

/** The hub's events that partners may hear of. */
export const webhookSources: readonly EventType[] = [...new Set(webhookTypes.map((type) => webhookEntry(type).source))];

/**
 * Opens the deliveries of events that came together. What several services said of one order is put in the order in which they
 * recorded it; each service's own order stays as it was.
 */
export async function planWebhooks(deps: Pick<WebhookDeps, 'webhooks' | 'now'>, tx: Tx, events: readonly HubEvent[]): Promise<Planned> {
  const told = interleaved(events).flatMap(translateEvent);
  return told.length === 0 ? { deliveries: 0, unknownShops: 0 } : deps.webhooks.plan(tx, told, deps.now());
}

/** A merge of the services' own sequences by time: an event never overtakes one that its service recorded before it. */
function interleaved(events: readonly HubEvent[]): readonly HubEvent[] {
  const sequences = [...Map.groupBy(events, (event) => contextOf(event.type)).values()];
  const timed = sequences.flatMap((sequence) => {
    let latest = 0;
    return sequence.map((event) => ({ event, at: (latest = Math.max(latest, event.recordedAt.getTime())) }));
  });
  return timed.toSorted((a, b) => a.at - b.at).map(({ event }) => event);
}
