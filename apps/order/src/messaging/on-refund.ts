import { eventToCloudEvent, type EventType, type HubEvent } from '@orderloom/contracts';
import type { Handlers, Tx } from '@orderloom/outbox';
import { changeOrders } from '../application/change-orders.ts';
import { platformKeyText, type PlatformKey } from '../application/ports.ts';
import { completeRefund, requestRefund, withdrawRefund } from '../domain/refund-order.ts';
import type { Outcome } from '../domain/order-events.ts';
import type { Order } from '../domain/order.ts';
import type { OrderDeps } from './deps.ts';
import { causeOf, moneyOf, refundOf } from './incoming.ts';

type RefundEvent = 'hub.channel.refund-requested.v1' | 'hub.channel.refund-withdrawn.v1' | 'hub.channel.refund-completed.v1';

/** What platforms tell about refunds. */
export function refundHandlers(deps: OrderDeps): Handlers {
  return {
    'hub.channel.refund-requested.v1': (events, tx) =>
      onEachOrder(deps, tx, events, (event) => {
        const wish = {
          refund: refundOf(event),
          reasonCode: event.data.reasonCode,
          ids: { proposal: deps.newId(), hold: deps.newId() },
          now: deps.now(),
        };
        return (order) => requestRefund(order, wish);
      }),
    'hub.channel.refund-withdrawn.v1': (events, tx) =>
      onEachOrder(deps, tx, events, (event) => (order) => withdrawRefund(order, { refundId: event.data.refundId, now: deps.now() })),
    'hub.channel.refund-completed.v1': (events, tx) =>
      onEachOrder(
        deps,
        tx,
        events,
        (event) => (order) => completeRefund(order, { refundId: event.data.refundId, amount: moneyOf(event.data.amount), now: deps.now() }),
      ),
  };
}

/** Platforms name orders by their own number; a refund may be told before the order it is about, and then waits for it. */
async function onEachOrder<T extends RefundEvent>(
  deps: OrderDeps,
  tx: Tx,
  events: readonly HubEvent<T>[],
  changeOf: (event: HubEvent<T>) => (order: Order) => Outcome,
): Promise<void> {
  const ids = await deps.orders.idsOf(tx, events.map(keyOf));
  const known = events.flatMap((event) => {
    const orderId = ids.get(platformKeyText(keyOf(event)));
    return orderId === undefined ? [] : [{ orderId, cause: causeOf(event as HubEvent), change: changeOf(event) }]; // T is one of the catalogue's types
  });
  await changeOrders(deps, tx, known);
  const early = events.filter((event) => !ids.has(platformKeyText(keyOf(event))));
  await deps.early.keep(
    tx,
    early.map((event) => ({
      ...keyOf(event),
      eventId: event.id,
      element: JSON.stringify(eventToCloudEvent(event as HubEvent<EventType>)),
    })),
    deps.now(),
  );
}

function keyOf(event: { readonly data: PlatformKey }): PlatformKey {
  return { channel: event.data.channel, shopId: event.data.shopId, platformOrderNo: event.data.platformOrderNo };
}
