import { readerOf, type Handlers, type Reader } from '@orderloom/outbox';
import { planLogisticsCards } from '../application/plan-logistics-cards.ts';
import type { MessengerDeps } from '../application/ports.ts';
import { endRevoked } from '../application/webhooks/end-revoked.ts';
import { planWebhooks, webhookSources } from '../application/webhooks/plan-webhooks.ts';
import type { WebhookDeps } from '../application/webhooks/ports.ts';

/** Messages of the hub's own, each type by its handler, and webhooks of all that came together. */
export function messengerReader(
  deps: MessengerDeps & Pick<WebhookDeps, 'webhooks'>,
  wake: { readonly cards: () => void; readonly webhooks: () => void },
): Reader {
  const own = readerOf(messengerHandlers(deps, wake.cards));
  return {
    types: [...new Set([...own.types, ...webhookSources])],
    take: async (events, tx) => {
      await own.take(
        events.filter((event) => own.types.includes(event.type)),
        tx,
      );
      if ((await planWebhooks(deps, tx, events)) > 0) tx.onCommit(wake.webhooks);
    },
  };
}

function messengerHandlers(deps: MessengerDeps & Pick<WebhookDeps, 'webhooks'>, wakeCards: () => void): Handlers {
  return {
    'hub.gateway.audit-recorded.v1': (events, tx) => endRevoked(deps, tx, events),
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
    'hub.tower.alert-raised.v1': (events, tx) =>
      deps.messages.rememberAlerts(
        tx,
        events.map(({ data, occurredAt }) => ({
          alertId: data.alertId,
          rule: data.rule,
          subject: data.subject,
          level: data.level,
          value: data.value,
          unit: data.unit,
          threshold: data.threshold,
          owner: data.owner,
          raisedAt: data.raisedAt ?? occurredAt,
        })),
      ),
    'hub.tower.alert-closed.v1': (events, tx) =>
      deps.messages.forgetAlerts(
        tx,
        events.map(({ data }) => data.alertId),
      ),
    'hub.tower.work-item-closed.v1': (events, tx) =>
      deps.messages.forgetClosed(
        tx,
        events.map(({ data }) => data.workItemId),
      ),
  };
}
