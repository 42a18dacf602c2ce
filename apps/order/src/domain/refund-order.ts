import type { Money } from '@orderloom/domain-kernel';
import { cancelOrder, endableUnits } from './cancel-order.ts';
import { clearForSourcing } from './clear-order.ts';
import { endHolds } from './hold-order.ts';
import { inTurn, unchanged, type Actor, type Outcome } from './order-events.ts';
import { openStops, type LineUnits, type Order, type Refund } from './order.ts';

const BUYER: Actor = { kind: 'RULE', name: 'refund-before-shipping' };

export interface RefundWish {
  readonly refund: Refund;
  readonly reasonCode: string;
  readonly ids: { readonly proposal: string; readonly hold: string };
  readonly now: Date;
}

/** The buyer wants money back. Before shipping, that stops the goods first; after, a person decides (C-18). */
export function requestRefund(order: Order, wish: RefundWish): Outcome {
  const { refund } = wish;
  if (order.refunds.some((known) => known.id === refund.id)) return unchanged(order);
  const noted = { ...order, refunds: [...order.refunds, refund] };
  if (order.status === 'CANCELLED') return settleByEarlierCancel(noted, wish);
  const hasLeft = order.status === 'OUTBOUND' || order.status === 'SIGNED';
  const wanted: readonly LineUnits[] = refund.wholeOrder ? [] : refund.lines;
  const canStop = refund.kind === 'BEFORE_SHIPPING' && !hasLeft && endableUnits(order, wanted).length > 0;
  if (!canStop) return unchanged(needsPerson(noted, refund.id));
  // A refund of money alone (no lines) stops nothing.
  if (!refund.wholeOrder && refund.lines.length === 0) return unchanged(needsPerson(noted, refund.id));
  return cancelOrder(noted, {
    ids: wish.ids,
    lines: wanted,
    reason: 'REFUND_REQUESTED',
    note: wish.reasonCode,
    refundIds: [refund.id],
    by: BUYER,
    now: wish.now,
  });
}

/** The buyer takes the wish back: holds end; a stop that is under way is answered first and then the order goes on. */
export function withdrawRefund(order: Order, wish: { readonly refundId: string; readonly now: Date }): Outcome {
  const refund = order.refunds.find((known) => known.id === wish.refundId);
  if (refund === undefined || refund.state === 'COMPLETED' || refund.state === 'WITHDRAWN') return unchanged(order);
  const withdrawn = { ...order, refunds: order.refunds.map((one): Refund => (one === refund ? { ...refund, state: 'WITHDRAWN' } : one)) };
  if (openStops(order).length > 0 || withdrawn.refunds.some((one) => one.state === 'REQUESTED')) return unchanged(withdrawn);
  return inTurn(
    withdrawn,
    endHolds({ which: (hold) => hold.reason === 'REFUND_REQUESTED', by: { kind: 'RULE', name: 'refund-withdrawn' }, now: wish.now }),
    clearForSourcing(wish.now),
  );
}

/** The platform paid the money back. */
export function completeRefund(order: Order, wish: { readonly refundId: string; readonly amount: Money; readonly now: Date }): Outcome {
  const refund = order.refunds.find((known) => known.id === wish.refundId);
  if (refund === undefined || refund.state === 'COMPLETED') return unchanged(order);
  const completed: Refund = { ...refund, state: 'COMPLETED' };
  return {
    order: { ...order, refunds: order.refunds.map((one) => (one === refund ? completed : one)) },
    events: [{ kind: 'refund-recorded', refund: completed, amount: wish.amount, at: wish.now }],
  };
}

/** The hub had cancelled already (a person, or an earlier refund): the new refund is settled by that. */
function settleByEarlierCancel(order: Order, wish: RefundWish): Outcome {
  const refunds = order.refunds.map((refund): Refund => (refund.id === wish.refund.id ? { ...refund, state: 'AGREED' } : refund));
  return {
    order: { ...order, refunds },
    events: [{ kind: 'cancelled', proposalId: '', reason: 'REFUND_REQUESTED', refundIds: [wish.refund.id], at: wish.now }],
  };
}

function needsPerson(order: Order, refundId: string): Order {
  return {
    ...order,
    refunds: order.refunds.map((refund): Refund => (refund.id === refundId ? { ...refund, state: 'NEEDS_PERSON' } : refund)),
  };
}
