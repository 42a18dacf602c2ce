import { advance, clearForSourcing, withdrawClearance } from './clear-order.ts';
import { endHolds, placeHold } from './hold-order.ts';
import { OrderAlreadyEnded, OrderAlreadyOutbound } from './order-errors.ts';
import { inTurn, type Actor, type Outcome } from './order-events.ts';
import {
  openStops,
  outboundProgress,
  partsWithWarehouse,
  shippedUnits,
  type LineUnits,
  type Order,
  type Refund,
  type StopProposal,
} from './order.ts';

/** How long a warehouse may take to answer a stop before people count it as late (CMD-01). */
export const stopAnswerMs = 15_000;

export interface CancelWish {
  /** For the proposal and the hold, should they be needed. */
  readonly ids: { readonly proposal: string; readonly hold: string };
  /** Empty: the whole order. */
  readonly lines: readonly LineUnits[];
  readonly reason: string;
  /** For the audit log. */
  readonly note: string;
  readonly refundIds: readonly string[];
  readonly by: Actor;
  readonly now: Date;
}

/** Cancels at once while nothing is at a warehouse; else asks the warehouse, and holds what has not gone there yet (C-17). */
export function cancelOrder(order: Order, wish: CancelWish): Outcome {
  if (order.status === 'CANCELLED' || order.status === 'SIGNED') throw new OrderAlreadyEnded('The order has ended.', { orderId: order.id });
  if (order.status === 'OUTBOUND') throw new OrderAlreadyOutbound(order.id, order.firstOutboundAt);
  const open = openStops(order).find((stop) => stop.scope === 'WHOLE_ORDER');
  if (open !== undefined) return joinStop(order, open, wish);
  if (openStops(order).length > 0 || partsWithWarehouse(order).length > 0) return proposeStop(order, wish);
  return endUnits(order, { ...wish, proposalId: '' });
}

/** What may still be cancelled: neither left nor cancelled. An empty wish means all of it. */
export function endableUnits(order: Order, wished: readonly LineUnits[]): readonly LineUnits[] {
  return order.lines.flatMap((line) => {
    const open = line.quantity - line.cancelledQuantity - shippedUnits(order, line.lineNo);
    const asked = wished.length === 0 ? open : (wished.find((one) => one.lineNo === line.lineNo)?.quantity ?? 0);
    const quantity = Math.min(open, asked);
    return quantity > 0 ? [{ lineNo: line.lineNo, quantity }] : [];
  });
}

/** Ends units for good: the whole order where nothing of it remains and nothing has left. */
export function endUnits(
  order: Order,
  wish: Pick<CancelWish, 'lines' | 'reason' | 'note' | 'refundIds' | 'by' | 'now'> & { readonly proposalId: string },
): Outcome {
  const { now } = wish;
  const units = endableUnits(order, wish.lines);
  const ended = withdrawClearance(agreeRefunds({ ...order, lines: subtract(order, units) }, wish.refundIds));
  const isWhole = ended.lines.every((line) => line.cancelledQuantity === line.quantity) && !outboundProgress(order).started;
  const audit = {
    kind: 'audited' as const,
    act: {
      actorKind: wish.by.kind,
      actor: wish.by.name,
      deed: isWhole ? 'order-cancelled' : 'lines-cancelled',
      subjectKind: 'order' as const,
      subjectId: order.id,
      details: { reason: wish.reason, note: wish.note, refunds: wish.refundIds.join(' ') },
      at: now,
    },
  };
  if (isWhole) {
    return inTurn(ended, endHolds({ which: () => true, by: wish.by, now }), (free) => ({
      order: { ...advance(free, 'cancel'), stockOwedSince: undefined },
      events: [{ kind: 'cancelled', proposalId: wish.proposalId, reason: wish.reason, refundIds: wish.refundIds, at: now }, audit],
    }));
  }
  return inTurn(
    ended,
    (before) => ({
      order: afterPartEnded(before),
      events:
        units.length === 0
          ? []
          : [{ kind: 'lines-cancelled', proposalId: wish.proposalId, cancelled: units, refundIds: wish.refundIds, at: now }, audit],
    }),
    endHolds({ which: (hold) => hold.reason === 'REFUND_REQUESTED' && !hasOpenRefund(ended), by: wish.by, now }),
    clearForSourcing(now),
  );
}

function proposeStop(order: Order, wish: CancelWish): Outcome {
  const isWhole =
    wish.lines.length === 0 ||
    endableUnits(order, []).every((unit) => (wish.lines.find((one) => one.lineNo === unit.lineNo)?.quantity ?? 0) >= unit.quantity);
  const stop: StopProposal = {
    id: wish.ids.proposal,
    scope: isWhole ? 'WHOLE_ORDER' : 'LINES',
    state: 'PROPOSED',
    reason: wish.reason,
    proposedBy: wish.by.name,
    proposedAt: wish.now,
    answeredAt: undefined,
    declineReason: undefined,
    lines: isWhole ? [] : endableUnits(order, wish.lines),
    refundIds: wish.refundIds,
  };
  const hold = { id: wish.ids.hold, reason: 'REFUND_REQUESTED' as const, by: wish.by, note: wish.reason, now: wish.now };
  const isHeld = order.holds.some((one) => one.releasedAt === undefined && one.reason === 'REFUND_REQUESTED');
  return inTurn(order, isHeld ? (same) => ({ order: same, events: [] }) : placeHold(hold), (held) => ({
    order: advance({ ...held, stops: [...held.stops, stop] }, 'propose stop'),
    events: [
      {
        kind: 'stop-proposed',
        proposalId: stop.id,
        scope: stop.scope,
        lineNos: stop.lines.map((line) => line.lineNo),
        reason: stop.reason,
        refundId: wish.refundIds[0] ?? '',
        at: wish.now,
      },
      {
        kind: 'audited',
        act: {
          actorKind: wish.by.kind,
          actor: wish.by.name,
          deed: 'stop-proposed',
          subjectKind: 'stop',
          subjectId: stop.id,
          details: { scope: stop.scope, reason: wish.reason, note: wish.note },
          at: wish.now,
        },
      },
    ],
  }));
}

/** The warehouse is asked already: the refund is settled by the same answer. */
function joinStop(order: Order, open: StopProposal, wish: CancelWish): Outcome {
  const refundIds = [...new Set([...open.refundIds, ...wish.refundIds])];
  if (refundIds.length === open.refundIds.length) return { order, events: [] };
  return { order: { ...order, stops: order.stops.map((stop) => (stop === open ? { ...stop, refundIds } : stop)) }, events: [] };
}

/** With some lines ended, what has left may now be all there is. */
function afterPartEnded(order: Order): Order {
  return outboundProgress(order).complete ? advance(order, 'ship all') : order;
}

function subtract(order: Order, units: readonly LineUnits[]): Order['lines'] {
  return order.lines.map((line) => {
    const ended = units.find((unit) => unit.lineNo === line.lineNo);
    return ended === undefined ? line : { ...line, cancelledQuantity: line.cancelledQuantity + ended.quantity };
  });
}

function agreeRefunds(order: Order, refundIds: readonly string[]): Order {
  if (refundIds.length === 0) return order;
  const refunds = order.refunds.map((refund): Refund =>
    refundIds.includes(refund.id) && refund.state !== 'COMPLETED' ? { ...refund, state: 'AGREED' } : refund,
  );
  return { ...order, refunds };
}

function hasOpenRefund(order: Order): boolean {
  return order.refunds.some((refund) => refund.kind === 'BEFORE_SHIPPING' && refund.state === 'REQUESTED');
}
