import type { Clock } from '@orderloom/domain-kernel';
import type { Handlers } from '@orderloom/outbox';
import type { StockBooks } from '../application/ports.ts';
import type { ReservationBreaker } from '../domain/reservation-breaker.ts';
import { onCancelled } from './on-cancelled.ts';
import { onLinesCancelled } from './on-lines-cancelled.ts';
import { onOutbound } from './on-outbound.ts';
import { onPaymentConfirmed } from './on-payment-confirmed.ts';
import { onStockCounted } from './on-stock-counted.ts';
import { onStockMoved } from './on-stock-moved.ts';
import type { OrderTraces } from './order-traces.ts';

export interface StockDeps {
  readonly books: StockBooks;
  readonly breaker: ReservationBreaker;
  readonly now: Clock;
}

/** What inventory reacts to. */
export function subscriptions(deps: StockDeps & { readonly traces: OrderTraces }): Handlers {
  const { noting } = deps.traces;
  return {
    'hub.order.payment-confirmed.v1': noting(onPaymentConfirmed(deps)),
    'hub.order.cancelled.v1': noting(onCancelled(deps)),
    'hub.order.lines-cancelled.v1': noting(onLinesCancelled(deps)),
    'hub.fulfilment.outbound.v1': noting(onOutbound(deps)),
    'hub.fulfilment.stock-counted.v1': onStockCounted(deps),
    'hub.fulfilment.stock-moved.v1': onStockMoved(deps),
  };
}
