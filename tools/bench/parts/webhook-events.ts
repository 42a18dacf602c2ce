import { eventCatalogue, storedEvent, type EventType, type HubEvent } from '@orderloom/contracts';
import { ensureStream, publishBatch, type HubConnection } from '@orderloom/messaging';
import { randomUUID } from 'node:crypto';

/** What one order says, in its order. */
const life = [
  'hub.order.placed.v1',
  'hub.order.payment-confirmed.v1',
  'hub.order.recipient-changed.v1',
  'hub.order.hold-placed.v1',
  'hub.order.hold-released.v1',
  'hub.order.cancelled.v1',
] as const satisfies readonly EventType[];

export interface Told {
  readonly orderId: string;
  /** `webhook-id`. */
  readonly id: string;
}

/** Plays the order service: orders whose events come some at a time, many orders mixed. */
export function orderTeller(hub: HubConnection): { next(orders: number): Promise<readonly Told[]> } {
  let seq = 0n;
  let serial = 0;
  let living: { readonly orderId: string; said: number }[] = [];
  return {
    next: async (orders) => {
      await ensureStream(hub, 'order');
      for (let nth = 0; nth < orders; nth += 1) {
        serial += 1;
        living.push({ orderId: `DY20261122-${String(serial).padStart(6, '0')}`, said: 0 });
      }
      const told: Told[] = [];
      // One message for each type, as a relay's turn has it.
      for (const type of life) {
        const saying = living.filter((order) => life[order.said] === type && Math.random() < 0.7);
        if (saying.length === 0) continue;
        const events = saying.map(({ orderId }) => {
          seq += 1n;
          return eventOf(type, orderId, seq);
        });
        await publishBatch(hub, { context: 'order', type, bundles: events.map(storedEvent), mark: { settled: seq, fence: 1n } });
        for (const order of saying) order.said += 1;
        told.push(...events.map((event) => ({ orderId: event.orderId, id: `evt_${event.id.replaceAll('-', '')}` })));
      }
      living = living.filter((order) => order.said < life.length);
      return told;
    },
  };
}

function eventOf(type: EventType, orderId: string, outboxSeq: bigint): HubEvent {
  const now = new Date();
  return {
    id: randomUUID(),
    type,
    aggregateId: orderId,
    aggregateVersion: 0,
    orderId,
    system: 'hub',
    actor: 'campaign',
    occurredAt: now,
    receivedAt: now,
    recordedAt: now,
    rawRef: '',
    traceparent: '',
    outboxSeq,
    data: eventCatalogue[type].fromJSON({
      orderId,
      channel: 'DY',
      shopId: 'dy-flagship',
      platformOrderNo: orderId,
      holdId: 'h',
      reason: 'PERSON',
    }),
  };
}
