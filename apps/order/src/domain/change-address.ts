import { CancelUnderWay, OrderAlreadyEnded, OrderAlreadyOutbound } from './order-errors.ts';
import { inTurn, type Actor, type Outcome } from './order-events.ts';
import { openStops, type Order, type Recipient } from './order.ts';
import { readdressOrder } from './recapture-order.ts';

export interface AddressWish {
  readonly ids: { readonly proposal: string; readonly hold: string };
  readonly recipient: Recipient;
  readonly reason: string;
  readonly by: Actor;
  readonly reviewRecipient: (order: Order) => Outcome;
  readonly now: Date;
}

/** What a platform's word does, asked for: where it could have no effect any more it is refused instead of noted. */
export function changeAddress(order: Order, wish: AddressWish): Outcome {
  if (order.status === 'CANCELLED' || order.status === 'SIGNED') throw new OrderAlreadyEnded('The order has ended.', { orderId: order.id });
  if (order.status === 'OUTBOUND') throw new OrderAlreadyOutbound(order.id, order.firstOutboundAt);
  if (openStops(order).length > 0) throw new CancelUnderWay('The warehouse is being asked about the order.', { orderId: order.id });
  return inTurn(
    order,
    (before) => readdressOrder(before, wish.recipient, wish),
    (after) => ({
      order: after,
      events: [
        {
          kind: 'audited',
          act: {
            actorKind: wish.by.kind,
            actor: wish.by.name,
            deed: 'address-changed',
            subjectKind: 'order',
            subjectId: order.id,
            details: { reason: wish.reason, proposed: String(openStops(after).length > 0) },
            at: wish.now,
          },
        },
      ],
    }),
  );
}
