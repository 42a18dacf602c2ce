import { orderLifecycle, type OrderDeed } from './order-lifecycle.ts';
import { openHolds, openStops, remainingLines, unplacedLines, type Order, type Part } from './order.ts';
import { unchanged, type Outcome } from './order-events.ts';

/** The order one deed further, or as it is where the deed means nothing any more (a late or repeated message). */
export function advance(order: Order, deed: OrderDeed): Order {
  return orderLifecycle.allows(order.status, deed) ? { ...order, status: orderLifecycle.next(order.status, deed) } : order;
}

/**
 * Asks for a sourcing decision when units lie nowhere, unless something holds the order or a decision still stands. The order is told
 * whole, less what was cancelled: fulfilment knows best which of it a warehouse has.
 */
export function clearForSourcing(now: Date): (order: Order) => Outcome {
  return (order) => {
    // An order that was partly shipped before the hub knew it never had stock here.
    const canGo =
      order.status === 'STOCK_LOCKED' ||
      (order.clearance.round > 0 && (order.status === 'WITH_WAREHOUSE' || order.status === 'PARTLY_OUTBOUND'));
    if (!canGo || order.clearance.stands || openHolds(order).length > 0 || openStops(order).length > 0) return unchanged(order);
    if (unplacedLines(order).length === 0) return unchanged(order);
    const cleared = { ...order, clearance: { round: order.clearance.round + 1, at: now, stands: true } };
    return { order: cleared, events: [{ kind: 'cleared-for-sourcing', lines: remainingLines(cleared) }] };
  };
}

/** The decision no longer fits: parts that no warehouse has are stale, and the order waits to be cleared again. */
export function withdrawClearance(order: Order): Order {
  const parts = order.parts.map((part): Part => (part.state === 'SOURCED' ? { ...part, state: 'STALE' } : part));
  const withdrawn = { ...order, parts, clearance: { ...order.clearance, stands: false } };
  return withdrawn.status === 'SOURCED' ? advance(withdrawn, 'take back') : withdrawn;
}
