import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { stepPart } from '../domain/follow-fulfilment.ts';
import { causeOf } from './incoming.ts';

/** Fulfilment orders were sent. */
export function onSentToWarehouse(deps: ChangeDeps) {
  return async (events: readonly HubEvent<'hub.fulfilment.sent-to-warehouse.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => stepPart(order, { ...event.data, state: 'SENT' }),
      })),
    );
  };
}
