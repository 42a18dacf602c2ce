import { hasNoPlatform } from '@orderloom/domain-kernel';
import { cancelOrder } from './cancel-order.ts';
import { advance, clearForSourcing, withdrawClearance } from './clear-order.ts';
import type { Capture } from './capture.ts';
import { placeHold } from './hold-order.ts';
import { inTurn, unchanged, type Actor, type Outcome } from './order-events.ts';
import { openStops, partsWithWarehouse, type Order, type Recipient, type StopProposal } from './order.ts';

export interface RecaptureIds {
  readonly proposal: string;
  readonly hold: string;
}

interface At {
  readonly ids: RecaptureIds;
  readonly now: Date;
  /** Holds that rules want, placed before the order may go on. */
  readonly reviewPaid?: (order: Order) => Outcome;
  readonly reviewRecipient?: (order: Order) => Outcome;
}

/** Takes a newer word of the platform; an older one, told late, is dropped. */
export function recaptureOrder(order: Order, capture: Capture, at: At): Outcome {
  if (capture.platformVersion <= order.platformVersion) return unchanged(order);
  const told: Order = {
    ...order,
    platformVersion: capture.platformVersion,
    platformState: capture.state,
    paidAmount: capture.paidAmount,
    promisedShipAt: capture.promisedShipAt ?? order.promisedShipAt,
    extensions: capture.extensions,
  };
  return inTurn(
    told,
    (before) => pay(before, capture, at),
    (before) => changeRecipient(before, capture, at),
    (before) => followPlatform(before, order.platformState, at),
  );
}

function pay(order: Order, capture: Capture, { now, reviewPaid = unchanged }: At): Outcome {
  if (order.status !== 'AWAITING_PAYMENT' || capture.state === 'AWAITING_PAYMENT' || capture.state === 'CANCELLED') return unchanged(order);
  const paid = advance(order, 'pay');
  const confirmed = { ...paid, paidAt: capture.paidAt ?? now, stockOwedSince: now };
  return inTurn(confirmed, (before) => ({ order: before, events: [{ kind: 'payment-confirmed' }] }), reviewPaid);
}

function changeRecipient(order: Order, capture: Capture, at: At): Outcome {
  // Whoever sells asks for another address (change-address); a capture of theirs may tell of one that was put aside meanwhile.
  if (hasNoPlatform(order.channel)) return unchanged(order);
  // None told is no news: a platform hides the recipient of an order that ended.
  if (capture.recipient === undefined || capture.recipient.token === order.recipient.token) return unchanged(order);
  return readdressOrder(order, capture.recipient, { ...at, by: { kind: 'RULE', name: 'address-change' } });
}

/** Before a warehouse has it, the order is simply sourced anew; after, the warehouse is asked for it back (AMENDMENT). */
export function readdressOrder(order: Order, recipient: Recipient, at: Omit<At, 'reviewPaid'> & { readonly by: Actor }): Outcome {
  const { by } = at;
  const hasLeft = order.status === 'OUTBOUND' || order.status === 'SIGNED' || order.status === 'CANCELLED';
  const readdressed = inTurn(
    { ...order, recipient },
    (before) => ({ order: before, events: [{ kind: 'recipient-changed', at: at.now }] }),
    hasLeft ? unchanged : (at.reviewRecipient ?? unchanged),
  );
  if (hasLeft || openStops(order).length > 0) return readdressed;
  if (partsWithWarehouse(order).length === 0) {
    return inTurn(
      order,
      () => readdressed,
      (before) => unchanged(withdrawClearance(before)),
      clearForSourcing(at.now),
    );
  }
  const stop: StopProposal = {
    id: at.ids.proposal,
    scope: 'AMENDMENT',
    state: 'PROPOSED',
    reason: 'ADDRESS_CHANGE',
    proposedBy: by.name,
    proposedAt: at.now,
    answeredAt: undefined,
    declineReason: undefined,
    lines: [],
    refundIds: [],
  };
  return inTurn(
    order,
    () => readdressed,
    placeHold({ id: at.ids.hold, reason: 'ADDRESS_CHANGE', by, note: '', now: at.now }),
    (held) => ({
      order: advance({ ...held, stops: [...held.stops, stop] }, 'propose stop'),
      events: [
        { kind: 'stop-proposed', proposalId: stop.id, scope: stop.scope, lineNos: [], reason: stop.reason, refundId: '', at: at.now },
      ],
    }),
  );
}

function followPlatform(order: Order, before: Order['platformState'], at: { readonly ids: RecaptureIds; readonly now: Date }): Outcome {
  if (order.platformState === before) return unchanged(order);
  switch (order.platformState) {
    case 'AWAITING_PAYMENT':
    case 'PAID':
      return unchanged(order);
    case 'CANCELLED':
      return cancelByPlatform(order, at);
    case 'PARTLY_SHIPPED':
    case 'SHIPPED':
    case 'COMPLETED':
      return inTurn(order, tellState(at.now), holdWhenShippedElsewhere(at));
  }
}

function cancelByPlatform(order: Order, at: { readonly ids: RecaptureIds; readonly now: Date }): Outcome {
  const hasLeft = order.status === 'OUTBOUND' || order.status === 'SIGNED';
  if (hasLeft || order.status === 'CANCELLED') return tellState(at.now)(order);
  const refundIds = order.refunds.filter((refund) => refund.state === 'REQUESTED').map((refund) => refund.id);
  return cancelOrder(order, {
    ids: at.ids,
    lines: [],
    reason: 'PLATFORM_CANCELLED',
    note: '',
    refundIds,
    by: { kind: 'RULE', name: 'platform-cancelled' },
    now: at.now,
  });
}

function tellState(now: Date): (order: Order) => Outcome {
  return (order) => ({ order, events: [{ kind: 'platform-state-changed', state: order.platformState, at: now }] });
}

/** Somebody shipped at the platform what the hub has not sent: nothing may go out a second time before a person looked. */
function holdWhenShippedElsewhere(at: { readonly ids: RecaptureIds; readonly now: Date }): (order: Order) => Outcome {
  return (order) => {
    const isAhead = order.status === 'PAID' || order.status === 'STOCK_LOCKED' || order.status === 'SOURCED';
    if (!isAhead || order.holds.some((hold) => hold.releasedAt === undefined && hold.reason === 'CONFLICT')) return unchanged(order);
    return placeHold({
      id: at.ids.hold,
      reason: 'CONFLICT',
      by: { kind: 'RULE', name: 'shipped-elsewhere' },
      note: order.platformState,
      now: at.now,
    })(order);
  };
}
