import { advance } from './clear-order.ts';
import { openHolds, openStops, type LineUnits, type Order, type Part } from './order.ts';

export interface DispatchClaim {
  readonly orderId: string;
  readonly fulfilmentOrderId: string;
  readonly recipientToken: string;
  /** What goes and from where; empty from who does not say, and then the news of the decision tells. */
  readonly warehouseId: string;
  readonly lines: readonly LineUnits[];
}

export interface DispatchVerdict {
  readonly answer: 'CLEARED' | 'HELD' | 'ENDED' | 'STALE';
  readonly reason: string;
}

/**
 * The choke point: the right to send one fulfilment order to its warehouse. It and a hold exclude each other, because both are
 * decided under the lock of the order's row. Asked again, the same fulfilment order gets the same answer while nothing changed.
 */
export function claimDispatch(
  order: Order | undefined,
  claim: DispatchClaim,
): { readonly order: Order | undefined; readonly verdict: DispatchVerdict } {
  if (order === undefined) return { order, verdict: { answer: 'ENDED', reason: 'ORDER_UNKNOWN' } };
  const verdict = verdictOn(order, claim);
  if (verdict.answer !== 'CLEARED') return { order, verdict };
  const part = order.parts.find((one) => one.fulfilmentOrderId === claim.fulfilmentOrderId);
  if (part !== undefined && part.state !== 'SOURCED') return { order, verdict };
  const claimed: Part = {
    fulfilmentOrderId: claim.fulfilmentOrderId,
    warehouseId: part?.warehouseId ?? claim.warehouseId,
    state: 'CLAIMED',
    lines: part?.lines ?? claim.lines.map(({ lineNo, quantity }) => ({ lineNo, quantity, shipped: 0 })),
    outBizCodes: [],
  };
  const others = order.parts.filter((one) => one.fulfilmentOrderId !== claim.fulfilmentOrderId);
  return { order: advance({ ...order, parts: [...others, claimed] }, 'hand over'), verdict };
}

function verdictOn(order: Order, claim: DispatchClaim): DispatchVerdict {
  const [stop] = openStops(order);
  const [hold] = openHolds(order);
  if (stop !== undefined) return { answer: 'HELD', reason: `STOP_${stop.scope}` };
  if (hold !== undefined) return { answer: 'HELD', reason: hold.reason };
  switch (order.status) {
    case 'AWAITING_PAYMENT':
    case 'PAID':
    case 'STOPPING':
      return { answer: 'HELD', reason: order.status };
    case 'OUTBOUND':
    case 'SIGNED':
    case 'CANCELLED':
      return { answer: 'ENDED', reason: order.status };
    case 'STOCK_LOCKED':
    case 'SOURCED':
    case 'WITH_WAREHOUSE':
    case 'PARTLY_OUTBOUND':
      return verdictOnPart(order, claim);
  }
}

function verdictOnPart(order: Order, claim: DispatchClaim): DispatchVerdict {
  if (claim.recipientToken !== order.recipient.token) return { answer: 'STALE', reason: 'RECIPIENT_CHANGED' };
  const part = order.parts.find((one) => one.fulfilmentOrderId === claim.fulfilmentOrderId);
  if (part === undefined) {
    if (!order.clearance.stands) return { answer: 'STALE', reason: 'CLEARANCE_WITHDRAWN' };
    // After a second clearance only the news of its decision says which of two decisions this part belongs to.
    return order.clearance.round > 1 ? { answer: 'HELD', reason: 'DECISION_UNDER_WAY' } : { answer: 'CLEARED', reason: '' };
  }
  switch (part.state) {
    case 'SOURCED':
    case 'CLAIMED':
    case 'SENT':
    case 'ACCEPTED':
      return { answer: 'CLEARED', reason: '' };
    case 'STALE':
      return { answer: 'STALE', reason: 'LINES_CHANGED' };
    case 'REFUSED':
    case 'STOPPED':
    case 'OUTBOUND':
      return { answer: 'ENDED', reason: part.state };
  }
}
