import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { failSourcing } from '../domain/follow-fulfilment.ts';
import { causeOf } from './incoming.ts';

/** No warehouse takes them: they stay locked, and a person has the work item. */
export function onSourcingFailed(deps: ChangeDeps) {
  return async (events: readonly HubEvent<'hub.fulfilment.sourcing-failed.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => failSourcing(order),
      })),
    );
  };
}
