import type { Handlers } from '@orderloom/outbox';
import { planLogisticsCards } from '../application/plan-logistics-cards.ts';
import type { MessengerDeps } from '../application/ports.ts';

export function messengerHandlers(deps: MessengerDeps, wakeCards: () => void): Handlers {
  return {
    'hub.fulfilment.parcel-dispatched.v1': async (events, tx) => {
      await planLogisticsCards(deps, tx, events);
      tx.onCommit(wakeCards);
    },
    'hub.tower.work-item-opened.v1': (events, tx) =>
      deps.messages.rememberUntold(
        tx,
        events.map(({ data, occurredAt }) => ({
          workItemId: data.workItemId,
          pool: data.pool,
          orderId: data.orderId,
          owner: data.owner,
          openedAt: data.openedAt ?? occurredAt,
        })),
      ),
    'hub.tower.work-item-closed.v1': (events, tx) =>
      deps.messages.forgetClosed(
        tx,
        events.map(({ data }) => data.workItemId),
      ),
  };
}
