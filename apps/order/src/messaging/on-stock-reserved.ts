import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { lockStock } from '../domain/lock-order.ts';
import { causeOf } from './incoming.ts';
import type { Clock } from '@orderloom/domain-kernel';

/** Gate 2: the stock of these orders is locked. */
export function onStockReserved(deps: ChangeDeps & { readonly now: Clock }) {
  return async (events: readonly HubEvent<'hub.inventory.stock-reserved.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => lockStock(order, deps.now()),
      })),
    );
  };
}
