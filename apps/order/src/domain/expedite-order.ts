import { clearForSourcing, withdrawClearance } from './clear-order.ts';
import { AlreadyExpedited, CancelUnderWay, ExpeditedJustNow, OrderAlreadyEnded, OrderAlreadyOutbound } from './order-errors.ts';
import { inTurn, type Actor, type Outcome } from './order-events.ts';
import { openStops, partsWithWarehouse, type Order } from './order.ts';

/** Two people who want opposite things of one order within this time must know of each other (CMD-03). */
export const conflictWindowMs = 15_000;

/** The order goes first from here on. What a warehouse has already, its keeper is asked to take first. */
export function expediteOrder(order: Order, wish: { readonly reason: string; readonly by: Actor; readonly now: Date }): Outcome {
  if (order.status === 'CANCELLED' || order.status === 'SIGNED') throw new OrderAlreadyEnded('The order has ended.', { orderId: order.id });
  if (order.status === 'OUTBOUND') throw new OrderAlreadyOutbound(order.id, order.firstOutboundAt);
  if (openStops(order).length > 0) throw new CancelUnderWay('A stop is being asked of the warehouse.', { orderId: order.id });
  if (order.expedited !== undefined) throw new AlreadyExpedited('It goes first already.', { orderId: order.id });
  const withWarehouse = partsWithWarehouse(order).length > 0;
  const expedited: Outcome = {
    order: { ...order, timeClass: 'RAISED', expedited: { at: wish.now, by: wish.by.name } },
    events: [
      { kind: 'expedited', reason: wish.reason, by: wish.by.name, withWarehouse, at: wish.now },
      {
        kind: 'audited',
        act: {
          actorKind: wish.by.kind,
          actor: wish.by.name,
          deed: 'order-expedited',
          subjectKind: 'order',
          subjectId: order.id,
          details: { reason: wish.reason, withWarehouse: withWarehouse ? 'yes' : 'no' },
          at: wish.now,
        },
      },
    ],
  };
  // Sourcing that was asked for in the old class and has not ended is asked for again in the new one.
  if (withWarehouse || order.status !== 'STOCK_LOCKED' || !order.clearance.stands) return expedited;
  return inTurn(
    order,
    () => expedited,
    (before) => ({ order: withdrawClearance(before), events: [] }),
    clearForSourcing(wish.now),
  );
}

/** Cancelling what a colleague has just made urgent needs a second word. */
export function refuseWhenJustExpedited(order: Order, now: Date): void {
  const { expedited } = order;
  if (expedited !== undefined && now.getTime() - expedited.at.getTime() < conflictWindowMs) throw new ExpeditedJustNow(order.id, expedited);
}
