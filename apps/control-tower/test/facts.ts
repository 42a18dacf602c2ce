import { eventCatalogue, type EventBody, type EventType, type HubEvent } from '@orderloom/contracts';
import { randomUUID } from 'node:crypto';

/** A fact as a service would have told it. */
export function fact<T extends EventType>(
  type: T,
  orderId: string,
  json: Record<string, unknown>,
  about: { readonly at: Date; readonly lagMs?: number; readonly system?: string },
): HubEvent {
  const recordedAt = new Date(about.at.getTime() + (about.lagMs ?? 0));
  return {
    id: randomUUID(),
    type,
    aggregateId: orderId || 'none',
    aggregateVersion: 0,
    orderId,
    system: about.system ?? 'hub',
    actor: 'spec',
    occurredAt: about.at,
    receivedAt: recordedAt,
    recordedAt,
    rawRef: '',
    traceparent: '',
    outboxSeq: 0n,
    data: eventCatalogue[type].fromJSON(json) as EventBody<T>, // the codec of this very type
  };
}

/** Numbers that look random and are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
