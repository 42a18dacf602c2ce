import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { declineStop } from '../domain/answer-stop.ts';
import { causeOf } from './incoming.ts';
import type { Clock } from '@orderloom/domain-kernel';

/** A warehouse said no: the goods go out. */
export function onStopDeclined(deps: ChangeDeps & { readonly now: Clock }) {
  return async (events: readonly HubEvent<'hub.fulfilment.stop-declined.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => declineStop(order, { ...event.data, at: event.data.declinedAt ?? deps.now() }),
      })),
    );
  };
}
