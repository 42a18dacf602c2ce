import { advance, clearForSourcing } from './clear-order.ts';
import { inTurn, unchanged, type Outcome } from './order-events.ts';
import type { Order } from './order.ts';

/** Gate 2 passed: every line is reserved. Without a hold the order goes on to sourcing in the same moment. */
export function lockStock(order: Order, now: Date): Outcome {
  if (order.status !== 'PAID') return unchanged(order);
  return inTurn(advance({ ...order, stockOwedSince: undefined }, 'lock stock'), clearForSourcing(now));
}

/** Short: it waits at inventory, which will say when it is locked. */
export function noteShort(order: Order): Outcome {
  return unchanged(order.status === 'PAID' && order.stockOwedSince !== undefined ? { ...order, stockOwedSince: undefined } : order);
}

/** Inventory gave the stock back though the order goes on: it is asked for again. */
export function loseStock(order: Order, now: Date): Outcome {
  if (order.status !== 'STOCK_LOCKED' || order.clearance.stands) return unchanged(order);
  return { order: { ...advance(order, 'lose stock'), stockOwedSince: now }, events: [{ kind: 'payment-confirmed' }] };
}

/** Nobody answered for a while: inventory is asked again (it answers a repeated question alike). */
export function askStockAgain(order: Order, now: Date): Outcome {
  if (order.status !== 'PAID' || order.stockOwedSince === undefined) return unchanged(order);
  return {
    order: { ...order, stockOwedSince: now },
    events: [
      { kind: 'payment-confirmed' },
      {
        kind: 'audited',
        act: {
          actorKind: 'RULE',
          actor: 'unanswered-stock-sweep',
          deed: 'stock-asked-again',
          subjectKind: 'order',
          subjectId: order.id,
          details: {},
          at: now,
        },
      },
    ],
  };
}
