import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { refusePart } from '../domain/follow-fulfilment.ts';
import { causeOf } from './incoming.ts';

/** Warehouses do not take them; fulfilment decides anew by itself. */
export function onWarehouseRefused(deps: ChangeDeps) {
  return async (events: readonly HubEvent<'hub.fulfilment.warehouse-refused.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => refusePart(order, event.data.fulfilmentOrderId),
      })),
    );
  };
}
