import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { loseStock } from '../domain/lock-order.ts';
import { unchanged } from '../domain/order-events.ts';
import { causeOf } from './incoming.ts';
import type { Clock } from '@orderloom/domain-kernel';

/** Inventory's word for a hold that nobody paid for in time. */
const EXPIRED = 'EXPIRED_UNPAID';

/** A hold on stock ended by itself; what a cancel released is no news here. */
export function onStockReleased(deps: ChangeDeps & { readonly now: Clock }) {
  return async (events: readonly HubEvent<'hub.inventory.stock-released.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => (event.data.reason === EXPIRED ? loseStock(order, deps.now()) : unchanged(order)),
      })),
    );
  };
}
