import { eventToCloudEvent, type HubEvent } from '@orderloom/contracts';
import type { Clock } from '@orderloom/domain-kernel';
import type { News } from '../application/take-news.ts';
import type { PlatformKey } from '../application/ports.ts';
import type { Order } from '../domain/order.ts';
import type { Outcome } from '../domain/order-events.ts';
import { completeRefund, requestRefund, withdrawRefund } from '../domain/refund-order.ts';
import { captureOf, causeOf, moneyOf, refundOf } from './incoming.ts';
import type { NewsTable } from './news-table.ts';

/** What platforms tell: orders, and refunds of orders that they name by their own number. */
export function newsOfPlatforms(deps: { readonly newId: () => string; readonly now: Clock }): NewsTable {
  return {
    'hub.channel.order-captured.v1': (event) => ({ kind: 'captured', capture: captureOf(event), cause: causeOf(event) }),
    'hub.channel.refund-requested.v1': (event) => {
      const wish = {
        refund: refundOf(event),
        reasonCode: event.data.reasonCode,
        ids: { proposal: deps.newId(), hold: deps.newId() },
        now: deps.now(),
      };
      return ofPlatform(event, (order) => requestRefund(order, wish));
    },
    'hub.channel.refund-withdrawn.v1': (event) =>
      ofPlatform(event, (order) => withdrawRefund(order, { refundId: event.data.refundId, now: deps.now() })),
    'hub.channel.refund-completed.v1': (event) =>
      ofPlatform(event, (order) =>
        completeRefund(order, { refundId: event.data.refundId, amount: moneyOf(event.data.amount), now: deps.now() }),
      ),
  };
}

function ofPlatform(event: HubEvent & { readonly data: PlatformKey }, change: (order: Order) => Outcome): News {
  const { channel, shopId, platformOrderNo } = event.data;
  const fact = { channel, shopId, platformOrderNo, eventId: event.id, element: () => JSON.stringify(eventToCloudEvent(event)) };
  return { kind: 'of-platform', fact, cause: causeOf(event), change };
}
