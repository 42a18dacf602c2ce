import type { HubEvent } from '@orderloom/contracts';
import { readerOf, type Handlers, type Reader } from '@orderloom/outbox';
import { planLogisticsCards } from '../application/plan-logistics-cards.ts';
import type { MessengerDeps } from '../application/ports.ts';
import { endKeeping } from '../application/webhooks/end-keeping.ts';
import { planWebhooks, webhookSources } from '../application/webhooks/plan-webhooks.ts';
import type { WebhookDeps } from '../application/webhooks/ports.ts';

/** Messages of the hub's own, each type by its handler, and webhooks of all that came together. */
export function messengerReader(
  deps: Pick<MessengerDeps, 'messages' | 'now'> & Pick<WebhookDeps, 'webhooks'>,
  wake: { readonly cards: () => void; readonly webhooks: () => void; readonly shops: () => void },
): Reader {
  const own = readerOf(messengerHandlers(deps, wake.cards));
  const isOwn = (event: HubEvent): boolean => own.types.includes(event.type);
  return {
    types: [...new Set([...own.types, ...webhookSources])],
    take: async (events, tx) => {
      await own.take(events.filter(isOwn), tx);
      const { deliveries, unknownShops } = await planWebhooks(deps, tx, events);
      if (deliveries > 0) tx.onCommit(wake.webhooks);
      if (unknownShops > 0) tx.onCommit(wake.shops);
    },
    // Nothing is missed: an event comes after its commit and is asked for after it came, so an endpoint that was made before the event
    // was committed is seen here, by whichever process takes it. An event that is passed is one that the plan would have passed too.
    heard: async (types) => {
      const ofOwn = types.filter((type) => own.types.includes(type));
      return ofOwn.length === types.length || (await deps.webhooks.isListening()) ? types : ofOwn;
    },
  };
}

function messengerHandlers(deps: Pick<MessengerDeps, 'messages' | 'now'> & Pick<WebhookDeps, 'webhooks'>, wakeCards: () => void): Handlers {
  return {
    'hub.gateway.webhook-keeping-ended.v1': (events, tx) => endKeeping(deps, tx, events),
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
