import { endUnits } from './cancel-order.ts';
import { advance, clearForSourcing } from './clear-order.ts';
import { endHolds } from './hold-order.ts';
import { inTurn, unchanged, type Actor, type OrderEvent, type Outcome } from './order-events.ts';
import type { HoldReason, Order, Part, Refund, StopProposal } from './order.ts';

const WAREHOUSE: Actor = { kind: 'RULE', name: 'warehouse-answer' };

/** Every warehouse that was asked agreed: units end or go out anew, as the proposal said. */
export function confirmStop(
  order: Order,
  answer: { readonly proposalId: string; readonly fulfilmentOrderIds: readonly string[]; readonly at: Date },
): Outcome {
  const stop = order.stops.find((one) => one.id === answer.proposalId);
  if (stop === undefined || stop.state !== 'PROPOSED') return unchanged(order);
  const stopped = takeBack(closeStop(order, { ...stop, state: 'CONFIRMED', answeredAt: answer.at }), stop, answer.fulfilmentOrderIds);
  const release = endHolds({ which: (hold) => hold.reason === holdOf(stop), by: WAREHOUSE, now: answer.at });
  if (stop.scope === 'AMENDMENT' || isWithdrawn(order, stop)) return inTurn(stopped, release, clearForSourcing(answer.at));
  const refundIds = stop.refundIds.filter((id) => order.refunds.find((refund) => refund.id === id)?.state !== 'WITHDRAWN');
  return inTurn(
    stopped,
    (free) =>
      endUnits(free, {
        lines: stop.lines,
        reason: stop.reason,
        note: '',
        refundIds,
        by: { kind: 'RULE', name: stop.proposedBy },
        now: answer.at,
        proposalId: stop.id,
      }),
    release,
    clearForSourcing(answer.at),
  );
}

/** A warehouse said no: the goods go out. The refund is left to a person, never refused by the hub (C-18). */
export function declineStop(
  order: Order,
  answer: {
    readonly proposalId: string;
    readonly reason: string;
    readonly stoppedFulfilmentOrderIds: readonly string[];
    readonly at: Date;
  },
): Outcome {
  const stop = order.stops.find((one) => one.id === answer.proposalId);
  if (stop === undefined || stop.state !== 'PROPOSED') return unchanged(order);
  const { stoppedFulfilmentOrderIds: stoppedIds } = answer;
  const declined = closeStop(order, { ...stop, state: 'DECLINED', answeredAt: answer.at, declineReason: answer.reason });
  const refunds = order.refunds.map((refund): Refund =>
    stop.refundIds.includes(refund.id) && refund.state === 'REQUESTED' ? { ...refund, state: 'NEEDS_PERSON' } : refund,
  );
  const told: OrderEvent = {
    kind: 'cancel-declined',
    proposalId: stop.id,
    refundId: stop.refundIds[0] ?? '',
    reason: answer.reason,
    at: answer.at,
  };
  return inTurn(
    { ...declined, refunds },
    (after) => ({ order: advance(after, 'decline stop'), events: [told] }),
    (after) => (stoppedIds.length === 0 ? unchanged(after) : endStoppedParts(after, stop, stoppedIds, answer.at)),
    endHolds({ which: (hold) => hold.reason === holdOf(stop), by: WAREHOUSE, now: answer.at }),
    clearForSourcing(answer.at),
  );
}

/** One warehouse kept its part, another gave its own back: what came back ends, or goes out anew where only the address changed. */
function endStoppedParts(order: Order, stop: StopProposal, stoppedIds: readonly string[], at: Date): Outcome {
  const stopped = order.parts.filter((part) => stoppedIds.includes(part.fulfilmentOrderId) && part.state !== 'OUTBOUND');
  const parts = order.parts.map((part): Part => (stopped.includes(part) ? { ...part, state: 'STOPPED' } : part));
  const taken = { ...order, parts, clearance: { ...order.clearance, stands: false } };
  if (stop.scope === 'AMENDMENT') return unchanged(taken);
  const units = stopped
    .flatMap((part) => part.lines)
    .filter((line) => stop.scope === 'WHOLE_ORDER' || stop.lines.some((one) => one.lineNo === line.lineNo));
  const lines = [...Map.groupBy(units, (unit) => unit.lineNo)].map(([lineNo, all]) => ({
    lineNo,
    quantity: all.reduce((sum, unit) => sum + unit.quantity - unit.shipped, 0),
  }));
  if (lines.length === 0) return unchanged(taken);
  // The refund is not agreed by this: part of what it pays for goes out.
  return endUnits(taken, {
    lines,
    reason: stop.reason,
    note: 'stopped in part',
    refundIds: [],
    by: { kind: 'RULE', name: stop.proposedBy },
    now: at,
    proposalId: stop.id,
  });
}

function closeStop(order: Order, answered: StopProposal): Order {
  return { ...order, stops: order.stops.map((stop) => (stop.id === answered.id ? answered : stop)) };
}

/** Parts that a warehouse gave back, and those that no warehouse had yet, lie nowhere now. */
function takeBack(order: Order, stop: StopProposal, fulfilmentOrderIds: readonly string[]): Order {
  const parts = order.parts.map((part): Part => {
    if (part.state === 'SOURCED') return { ...part, state: 'STALE' };
    return part.state !== 'OUTBOUND' && isStopped(part, stop, fulfilmentOrderIds) ? { ...part, state: 'STOPPED' } : part;
  });
  const remain = parts.some((part) => part.state === 'CLAIMED' || part.state === 'SENT' || part.state === 'ACCEPTED');
  const taken = { ...order, parts, clearance: { ...order.clearance, stands: false } };
  return remain ? advance(taken, 'decline stop') : advance(taken, 'take back');
}

/** A stop of the whole order stops every part; one of some lines, those that the warehouse named, or that have these lines. */
function isStopped(part: Part, stop: StopProposal, named: readonly string[]): boolean {
  if (part.state === 'REFUSED' || part.state === 'STALE') return false;
  if (stop.scope !== 'LINES') return true;
  if (named.length > 0) return named.includes(part.fulfilmentOrderId);
  return part.lines.some((line) => stop.lines.some((stopped) => stopped.lineNo === line.lineNo));
}

function holdOf(stop: StopProposal): HoldReason {
  return stop.scope === 'AMENDMENT' ? 'ADDRESS_CHANGE' : 'REFUND_REQUESTED';
}

/** The buyer changed their mind while the warehouse was asked: the order goes on. */
function isWithdrawn(order: Order, stop: StopProposal): boolean {
  return stop.refundIds.length > 0 && stop.refundIds.every((id) => order.refunds.find((refund) => refund.id === id)?.state === 'WITHDRAWN');
}
