import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { takeSourcing } from '../domain/follow-fulfilment.ts';
import { causeOf } from './incoming.ts';

/** Gates 3 and 4: warehouses are decided. */
export function onOrderSourced(deps: ChangeDeps) {
  return async (events: readonly HubEvent<'hub.fulfilment.order-sourced.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => takeSourcing(order, { parts: event.data.parts, decidedAt: event.data.decidedAt ?? event.occurredAt }),
      })),
    );
  };
}
