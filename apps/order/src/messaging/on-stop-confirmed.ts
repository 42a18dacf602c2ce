import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { confirmStop } from '../domain/answer-stop.ts';
import { causeOf } from './incoming.ts';
import type { Clock } from '@orderloom/domain-kernel';

/** Warehouses agreed to stop. */
export function onStopConfirmed(deps: ChangeDeps & { readonly now: Clock }) {
  return async (events: readonly HubEvent<'hub.fulfilment.stop-confirmed.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => confirmStop(order, { ...event.data, at: event.data.confirmedAt ?? deps.now() }),
      })),
    );
  };
}
