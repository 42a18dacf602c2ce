import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { reservePaidOrders } from '../application/reserve-paid-orders.ts';
import type { StockDeps } from './subscriptions.ts';

export function onPaymentConfirmed(deps: StockDeps) {
  return (events: readonly HubEvent<'hub.order.payment-confirmed.v1'>[], tx: Tx): Promise<void> =>
    reservePaidOrders(deps, tx, {
      orders: events.map((event) => ({
        orderId: event.data.orderId,
        lines: event.data.lines,
        paidAt: event.data.paidAt ?? event.occurredAt,
      })),
      now: deps.now(),
    });
}
