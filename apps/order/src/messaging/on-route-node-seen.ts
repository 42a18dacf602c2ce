import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { signOrder } from '../domain/follow-fulfilment.ts';
import { causeOf } from './incoming.ts';

/** Only the node with which every parcel is signed changes the order; the others are not even loaded. */
export function onRouteNodeSeen(deps: ChangeDeps) {
  return async (events: readonly HubEvent<'hub.fulfilment.route-node-seen.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events
        .filter((event) => event.data.orderComplete)
        .map((event) => ({
          orderId: event.data.orderId,
          cause: causeOf(event),
          change: (order) => signOrder(order, event.data.reachedAt ?? event.occurredAt),
        })),
    );
  };
}
