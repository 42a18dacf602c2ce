import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import type { ShippedCard } from '../domain/shipped-card.ts';
import type { MessengerDeps } from './ports.ts';

/** One card for each dispatched parcel, with number and ETA (CUS-01). */
export async function planLogisticsCards(
  deps: Pick<MessengerDeps, 'messages' | 'now'>,
  tx: Tx,
  events: readonly HubEvent<'hub.fulfilment.parcel-dispatched.v1'>[],
): Promise<void> {
  await deps.messages.planMessages(
    tx,
    events.map(({ data, traceparent, occurredAt }) => {
      const card: ShippedCard = {
        orderId: data.orderId,
        trackingNumber: data.trackingNumber,
        carrier: data.carrier,
        eta: (data.eta ?? occurredAt).toISOString(),
        units: data.lines.reduce((sum, line) => sum + line.quantity, 0),
      };
      return {
        id: uuidv7(),
        kind: 'LOGISTICS_CARD',
        transport: 'WECHAT_SERVICE_ACCOUNT',
        matter: `parcel/${data.parcelId}`,
        orderId: data.orderId,
        parcelId: data.parcelId,
        told: 'customer',
        recipientToken: data.recipientToken,
        content: card,
        traceparent,
      };
    }),
    deps.now(),
  );
}
