import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { noteShort } from '../domain/lock-order.ts';
import { causeOf } from './incoming.ts';

/** Inventory has answered: these orders wait for stock there. */
export function onStockShort(deps: ChangeDeps) {
  return async (events: readonly HubEvent<'hub.inventory.stock-short.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => noteShort(order),
      })),
    );
  };
}
