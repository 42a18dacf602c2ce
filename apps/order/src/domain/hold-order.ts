import { clearForSourcing } from './clear-order.ts';
import { HoldMissing, OrderAlreadyEnded, OrderAlreadyOutbound, OrderWithWarehouse } from './order-errors.ts';
import { inTurn, unchanged, type Actor, type Outcome } from './order-events.ts';
import { partsWithWarehouse, type Hold, type HoldReason, type Order } from './order.ts';

const HOUR_MS = 3_600_000;

/** Who decides about a hold, and how long that may take before the hold itself counts as stuck. */
export const holdPolicy: Readonly<Record<HoldReason, { readonly owner: string; readonly dueMs: number }>> = {
  REFUND_REQUESTED: { owner: 'customer-service', dueMs: 0.25 * HOUR_MS },
  PERSON: { owner: 'operations', dueMs: 4 * HOUR_MS },
  ADDRESS_CHANGE: { owner: 'customer-service', dueMs: 0.25 * HOUR_MS },
  HIGH_VALUE: { owner: 'operations', dueMs: 2 * HOUR_MS },
  VAGUE_ADDRESS: { owner: 'customer-service', dueMs: 2 * HOUR_MS },
  ABNORMAL_PRICE: { owner: 'operations', dueMs: 2 * HOUR_MS },
  CONFLICT: { owner: 'operations', dueMs: 2 * HOUR_MS },
};

export interface PlaceHold {
  readonly id: string;
  readonly reason: HoldReason;
  readonly by: Actor;
  readonly note: string;
  readonly now: Date;
}

/** A person holds an order back; possible until a warehouse may have it. */
export function holdOrder(order: Order, wish: PlaceHold): Outcome {
  if (order.status === 'CANCELLED' || order.status === 'SIGNED') throw new OrderAlreadyEnded('The order has ended.', { orderId: order.id });
  if (order.status === 'OUTBOUND') throw new OrderAlreadyOutbound(order.id, order.firstOutboundAt);
  if (partsWithWarehouse(order).length > 0)
    throw new OrderWithWarehouse('A warehouse has the order; cancel it instead.', { orderId: order.id });
  return placeHold(wish)(order);
}

export function placeHold(wish: PlaceHold): (order: Order) => Outcome {
  return (order) => {
    const policy = holdPolicy[wish.reason];
    const hold: Hold = {
      id: wish.id,
      reason: wish.reason,
      owner: policy.owner,
      note: wish.note,
      placedBy: wish.by.name,
      placedAt: wish.now,
      dueAt: new Date(wish.now.getTime() + policy.dueMs),
      releasedAt: undefined,
      releasedBy: undefined,
    };
    return {
      order: { ...order, holds: [...order.holds, hold] },
      events: [
        { kind: 'hold-placed', hold },
        {
          kind: 'audited',
          act: {
            actorKind: wish.by.kind,
            actor: wish.by.name,
            deed: 'order-held',
            subjectKind: 'hold',
            subjectId: hold.id,
            details: { reason: wish.reason, note: wish.note },
            at: wish.now,
          },
        },
      ],
    };
  };
}

/** A person ends a hold; when it was the last one, the order goes on at once. */
export function releaseHold(order: Order, wish: { readonly holdId: string; readonly by: Actor; readonly now: Date }): Outcome {
  const hold = order.holds.find((candidate) => candidate.id === wish.holdId);
  if (hold === undefined || hold.releasedAt !== undefined)
    throw new HoldMissing('No such hold, or it has ended.', { orderId: order.id, holdId: wish.holdId });
  return inTurn(order, endHolds({ ...wish, which: (candidate) => candidate.id === wish.holdId }), clearForSourcing(wish.now));
}

/** Ends the open holds that `which` names; what follows is the caller's. */
export function endHolds(wish: {
  readonly which: (hold: Hold) => boolean;
  readonly by: Actor;
  readonly now: Date;
}): (order: Order) => Outcome {
  return (order) => {
    const ended = order.holds.filter((hold) => hold.releasedAt === undefined && wish.which(hold));
    if (ended.length === 0) return unchanged(order);
    const holds = order.holds.map((hold) => (ended.includes(hold) ? { ...hold, releasedAt: wish.now, releasedBy: wish.by.name } : hold));
    return {
      order: { ...order, holds },
      events: ended.flatMap((hold) => [
        { kind: 'hold-released' as const, holdId: hold.id, by: wish.by.name, at: wish.now },
        {
          kind: 'audited' as const,
          act: {
            actorKind: wish.by.kind,
            actor: wish.by.name,
            deed: 'hold-released',
            subjectKind: 'hold' as const,
            subjectId: hold.id,
            details: { reason: hold.reason },
            at: wish.now,
          },
        },
      ]),
    };
  };
}
