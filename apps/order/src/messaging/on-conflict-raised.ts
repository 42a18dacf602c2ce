import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { takeConflict } from '../domain/follow-fulfilment.ts';
import { causeOf } from './incoming.ts';
import type { Clock } from '@orderloom/domain-kernel';

/** A warehouse broke its word: what has not left yet is held. */
export function onConflictRaised(deps: ChangeDeps & { readonly now: Clock } & { readonly newId: () => string }) {
  return async (events: readonly HubEvent<'hub.fulfilment.conflict-raised.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) => takeConflict(order, { holdId: deps.newId(), kind: event.data.kind, now: deps.now() }),
      })),
    );
  };
}
