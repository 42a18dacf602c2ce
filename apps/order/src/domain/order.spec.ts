import { describe, expect, it } from 'vitest';
import { paidCapture, recipient } from '../../test/example-orders.ts';
import { confirmStop, declineStop } from './answer-stop.ts';
import { cancelOrder } from './cancel-order.ts';
import { claimDispatch, type DispatchClaim } from './claim-dispatch.ts';
import { refusePart, signOrder, takeConflict, takeOutbound, takeSourcing } from './follow-fulfilment.ts';
import { holdOrder, releaseHold } from './hold-order.ts';
import { askStockAgain, lockStock, noteShort } from './lock-order.ts';
import { OrderAlreadyEnded, OrderAlreadyOutbound, OrderWithWarehouse } from './order-errors.ts';
import type { OrderEvent, Outcome } from './order-events.ts';
import { placeOrder } from './place-order.ts';
import { recaptureOrder } from './recapture-order.ts';
import { completeRefund, requestRefund, withdrawRefund } from './refund-order.ts';
import type { Order, Refund } from './order.ts';

const now = new Date('2026-11-22T02:00:00Z');
const later = new Date('2026-11-22T02:05:00Z');
const id = 'DY20261122-00001';
const ids = { proposal: 'stop-1', hold: 'hold-1' };
const person = { kind: 'PERSON', name: 'acc-1' } as const;
const all = { lines: [], reason: 'PERSON', note: '', refundIds: [], by: person, now, ids };

function told(outcome: Outcome): readonly OrderEvent['kind'][] {
  return outcome.events.map((event) => event.kind).filter((kind) => kind !== 'audited');
}

function paid(): Order {
  return placeOrder(paidCapture, { id, now }).order;
}

function locked(): Order {
  return lockStock(paid(), now).order;
}

/** Line 1 in warehouse W1 as F1, line 2 in W2 as F2. */
function sourced(): Order {
  return takeSourcing(locked(), {
    decidedAt: now,
    parts: [
      { fulfilmentOrderId: 'F1', warehouseId: 'W1', lines: [{ lineNo: '1', quantity: 2 }] },
      { fulfilmentOrderId: 'F2', warehouseId: 'W2', lines: [{ lineNo: '2', quantity: 1 }] },
    ],
  }).order;
}

const silent = { warehouseId: '', lines: [] };

function claim(
  order: Order,
  fulfilmentOrderId: string,
  recipientToken = 'token-1',
  goes: Pick<DispatchClaim, 'warehouseId' | 'lines'> = silent,
) {
  return claimDispatch(order, { orderId: id, fulfilmentOrderId, recipientToken, ...goes });
}

function atWarehouse(): Order {
  const first = claim(sourced(), 'F1').order;
  const second = first === undefined ? undefined : claim(first, 'F2').order;
  if (second === undefined) throw new Error('not claimed');
  return second;
}

function outbound(
  order: Order,
  fulfilmentOrderId: string,
  shipped: readonly { lineNo: string; quantity: number }[],
  outBizCode = 'one',
): Outcome {
  return takeOutbound(order, { fulfilmentOrderId, warehouseId: 'W1', outBizCode, shipped, final: true, at: later });
}

const refund: Refund = {
  id: 'R1',
  kind: 'BEFORE_SHIPPING',
  state: 'REQUESTED',
  wholeOrder: true,
  lines: [],
  amount: { minor: 230n, currency: 'CNY' },
  requestedAt: now,
};

describe('placing', () => {
  it('tells placed and paid at once for an order that comes paid', () => {
    expect(told(placeOrder(paidCapture, { id, now }))).toEqual(['placed', 'payment-confirmed']);
  });

  it('never asks for stock for an order that was shipped before the hub knew it', () => {
    const shipped = placeOrder({ ...paidCapture, state: 'SHIPPED' }, { id, now });
    expect(shipped.order.status).toBe('OUTBOUND');
    expect(told(shipped)).toEqual(['placed', 'platform-state-changed']);
  });

  it('takes an order that ended without a recipient, and keeps the known one when the platform hides it', () => {
    const ended = placeOrder({ ...paidCapture, state: 'CANCELLED', recipient: undefined }, { id, now });
    expect(told(ended)).toEqual(['placed', 'cancelled']);
    expect(ended.order.recipient.token).toBe('');
    const paid = placeOrder(paidCapture, { id, now }).order;
    const hidden = recaptureOrder(paid, { ...paidCapture, platformVersion: 2n, state: 'CANCELLED', recipient: undefined }, { ids, now });
    expect(hidden.order.recipient).toEqual(paid.recipient);
    expect(told(hidden)).not.toContain('recipient-changed');
  });

  it('drops a capture that is older than what is known', () => {
    const order = placeOrder({ ...paidCapture, platformVersion: 5n }, { id, now }).order;
    expect(recaptureOrder(order, { ...paidCapture, platformVersion: 4n, state: 'CANCELLED' }, { ids, now })).toEqual({ order, events: [] });
  });

  it('pays once, however often it is told', () => {
    const waiting = placeOrder({ ...paidCapture, state: 'AWAITING_PAYMENT', paidAt: undefined }, { id, now }).order;
    const first = recaptureOrder(waiting, { ...paidCapture, platformVersion: 2n }, { ids, now });
    expect(told(first)).toEqual(['payment-confirmed']);
    expect(told(recaptureOrder(first.order, { ...paidCapture, platformVersion: 2n }, { ids, now }))).toEqual([]);
  });

  it('raises Meituan one time class (RTE-05)', () => {
    expect(placeOrder({ ...paidCapture, channel: 'MT' }, { id, now }).order.timeClass).toBe('RAISED');
  });

  it('asks inventory again only while it has not answered', () => {
    expect(told(askStockAgain(paid(), later))).toEqual(['payment-confirmed']);
    expect(told(askStockAgain(noteShort(paid()).order, later))).toEqual([]);
  });
});

describe('clearance for sourcing', () => {
  it('follows the stock lock at once when nothing holds the order', () => {
    const outcome = lockStock(paid(), now);
    expect(outcome.order.status).toBe('STOCK_LOCKED');
    expect(outcome.events).toEqual([
      {
        kind: 'cleared-for-sourcing',
        lines: [
          { lineNo: '1', quantity: 2 },
          { lineNo: '2', quantity: 1 },
        ],
      },
    ]);
  });

  it('waits for the last hold and then goes out once', () => {
    const held = holdOrder(paid(), { id: 'hold-1', reason: 'PERSON', by: person, note: '', now }).order;
    const locked = lockStock(held, now);
    expect(told(locked)).toEqual([]);
    const released = releaseHold(locked.order, { holdId: 'hold-1', by: person, now });
    expect(told(released)).toEqual(['hold-released', 'cleared-for-sourcing']);
  });

  it('is not given twice when a hold comes and goes after it', () => {
    const held = holdOrder(locked(), { id: 'hold-1', reason: 'PERSON', by: person, note: '', now }).order;
    expect(told(releaseHold(held, { holdId: 'hold-1', by: person, now }))).toEqual(['hold-released']);
  });
});

describe('the choke point', () => {
  it('clears a part, and gives the same answer when asked again', () => {
    const first = claim(sourced(), 'F1');
    expect(first.verdict.answer).toBe('CLEARED');
    expect(first.order?.status).toBe('WITH_WAREHOUSE');
    expect(first.order === undefined ? undefined : claim(first.order, 'F1').verdict.answer).toBe('CLEARED');
  });

  it('clears a part whose decision it has not heard of yet', () => {
    const claimed = claim(locked(), 'F1');
    expect(claimed.verdict.answer).toBe('CLEARED');
    expect(claimed.order?.status).toBe('WITH_WAREHOUSE');
  });

  it('fails closed for an order that it does not know', () => {
    expect(claimDispatch(undefined, { orderId: 'x', fulfilmentOrderId: 'F1', recipientToken: 't', ...silent }).verdict.answer).toBe(
      'ENDED',
    );
  });

  it('holds what a person holds, and ends what is cancelled', () => {
    const held = holdOrder(sourced(), { id: 'hold-1', reason: 'PERSON', by: person, note: '', now }).order;
    expect(claim(held, 'F1').verdict).toEqual({ answer: 'HELD', reason: 'PERSON' });
    expect(claim(cancelOrder(sourced(), all).order, 'F1').verdict.answer).toBe('ENDED');
  });

  it('holds while a stop is asked, even for a part that was cleared before', () => {
    const stopping = cancelOrder(atWarehouse(), all).order;
    expect(claim(stopping, 'F1').verdict).toEqual({ answer: 'HELD', reason: 'STOP_WHOLE_ORDER' });
  });

  it('says stale for the old recipient, and clears the order anew for the new one', () => {
    const changed = recaptureOrder(
      sourced(),
      { ...paidCapture, platformVersion: 2n, recipient: { ...recipient, token: 'token-2' } },
      { ids, now: later },
    );
    expect(told(changed)).toEqual(['recipient-changed', 'cleared-for-sourcing']);
    expect(claim(changed.order, 'F1').verdict.answer).toBe('STALE');
    expect(claim(changed.order, 'F1', 'token-2').verdict).toEqual({ answer: 'STALE', reason: 'LINES_CHANGED' });
    // A part of the second decision that nobody told of yet might be one of the first.
    expect(claim(changed.order, 'F9', 'token-2').verdict.answer).toBe('HELD');
  });

  it('keeps the recipient of an order without a platform, whatever an old reading of it tells: its seller asks for another', () => {
    const own = { ...sourced(), channel: 'OS' } as const;
    const capture = { ...paidCapture, channel: 'OS', platformVersion: 2n, recipient: { ...recipient, token: 'token-0' } } as const;
    const late = recaptureOrder(own, capture, { ids, now: later });
    expect(told(late)).toEqual([]);
    expect(late.order.recipient.token).toBe('token-1');
  });

  it('takes a decision of before the last clearance as stale', () => {
    const changed = recaptureOrder(
      sourced(),
      { ...paidCapture, platformVersion: 2n, recipient: { ...recipient, token: 'token-2' } },
      { ids, now: later },
    ).order;
    const late = takeSourcing(changed, {
      decidedAt: now,
      parts: [{ fulfilmentOrderId: 'F3', warehouseId: 'W1', lines: [{ lineNo: '1', quantity: 2 }] }],
    }).order;
    expect(claim(late, 'F3', 'token-2').verdict.answer).toBe('STALE');
    const right = takeSourcing(late, {
      decidedAt: later,
      parts: [{ fulfilmentOrderId: 'F4', warehouseId: 'W1', lines: [{ lineNo: '1', quantity: 2 }] }],
    }).order;
    expect(claim(right, 'F4', 'token-2').verdict.answer).toBe('CLEARED');
  });
});

describe('cancelling', () => {
  it('ends the order at once while no warehouse may have it', () => {
    for (const order of [paid(), locked(), sourced()]) {
      const outcome = cancelOrder(order, all);
      expect(outcome.order.status).toBe('CANCELLED');
      expect(told(outcome)).toEqual(['cancelled']);
    }
  });

  it('asks the warehouse once a part was cleared, and cancels only when it agreed (C-17)', () => {
    const proposed = cancelOrder(atWarehouse(), all);
    expect(proposed.order.status).toBe('STOPPING');
    expect(told(proposed)).toEqual(['hold-placed', 'stop-proposed']);
    const confirmed = confirmStop(proposed.order, { proposalId: 'stop-1', fulfilmentOrderIds: ['F1', 'F2'], at: later });
    expect(confirmed.order.status).toBe('CANCELLED');
    expect(told(confirmed)).toEqual(['hold-released', 'cancelled']);
    expect(told(confirmStop(confirmed.order, { proposalId: 'stop-1', fulfilmentOrderIds: [], at: later }))).toEqual([]);
  });

  it('lets the goods go when the warehouse declines, and leaves the refund to a person (C-18)', () => {
    const asked = requestRefund(atWarehouse(), { refund, reasonCode: '7', ids, now });
    const declined = declineStop(asked.order, { proposalId: 'stop-1', reason: 'packed', stoppedFulfilmentOrderIds: [], at: later });
    expect(told(declined)).toEqual(['cancel-declined', 'hold-released']);
    expect(declined.order.status).toBe('WITH_WAREHOUSE');
    expect(declined.order.refunds[0]?.state).toBe('NEEDS_PERSON');
  });

  it('declined by one of two warehouses ends what the other gave back, and sends it nowhere', () => {
    const asked = requestRefund(atWarehouse(), { refund, reasonCode: '7', ids, now });
    const declined = declineStop(asked.order, { proposalId: 'stop-1', reason: 'packed', stoppedFulfilmentOrderIds: ['F2'], at: later });
    expect(declined.events).toContainEqual({
      kind: 'lines-cancelled',
      proposalId: 'stop-1',
      cancelled: [{ lineNo: '2', quantity: 1 }],
      refundIds: [],
      at: later,
    });
    expect(told(declined)).not.toContain('cleared-for-sourcing');
    expect(outbound(declined.order, 'F1', [{ lineNo: '1', quantity: 2 }]).order.status).toBe('OUTBOUND');
  });

  it('is refused once outbound and once ended', () => {
    const one = outbound(atWarehouse(), 'F1', [{ lineNo: '1', quantity: 2 }]).order;
    const gone = outbound(one, 'F2', [{ lineNo: '2', quantity: 1 }]).order;
    expect(gone.status).toBe('OUTBOUND');
    expect(() => cancelOrder(gone, all)).toThrow(OrderAlreadyOutbound);
    expect(() => cancelOrder(cancelOrder(paid(), all).order, all)).toThrow(OrderAlreadyEnded);
    expect(() => holdOrder(atWarehouse(), { id: 'h', reason: 'PERSON', by: person, note: '', now })).toThrow(OrderWithWarehouse);
  });

  it('of the rest after a part has left ends the rest only', () => {
    const half = outbound(atWarehouse(), 'F1', [{ lineNo: '1', quantity: 2 }]).order;
    expect(half.status).toBe('PARTLY_OUTBOUND');
    const asked = cancelOrder(half, all);
    const confirmed = confirmStop(asked.order, { proposalId: 'stop-1', fulfilmentOrderIds: ['F2'], at: later });
    expect(told(confirmed)).toContain('lines-cancelled');
    expect(told(confirmed)).not.toContain('cancelled');
    expect(confirmed.order.status).toBe('OUTBOUND');
  });

  it('by the platform after payment is a stop proposal when a warehouse has it', () => {
    const outcome = recaptureOrder(atWarehouse(), { ...paidCapture, platformVersion: 2n, state: 'CANCELLED' }, { ids, now });
    expect(told(outcome)).toEqual(['hold-placed', 'stop-proposed']);
  });

  it('by the platform before payment ends it at once', () => {
    const waiting = placeOrder({ ...paidCapture, state: 'AWAITING_PAYMENT', paidAt: undefined }, { id, now }).order;
    expect(told(recaptureOrder(waiting, { ...paidCapture, platformVersion: 2n, state: 'CANCELLED' }, { ids, now }))).toEqual(['cancelled']);
  });
});

describe('a refund before shipping', () => {
  it('cancels at once and names itself as settled', () => {
    const outcome = requestRefund(locked(), { refund, reasonCode: '7', ids, now });
    expect(outcome.events).toContainEqual(expect.objectContaining({ kind: 'cancelled', refundIds: ['R1'] }));
    expect(outcome.order.refunds[0]?.state).toBe('AGREED');
  });

  it('told twice acts once', () => {
    const first = requestRefund(atWarehouse(), { refund, reasonCode: '7', ids, now });
    expect(requestRefund(first.order, { refund, reasonCode: '7', ids, now }).events).toEqual([]);
  });

  it('of one line cancels that line and clears the rest anew', () => {
    const partial = { ...refund, wholeOrder: false, lines: [{ lineNo: '2', quantity: 1 }] };
    const outcome = requestRefund(sourced(), { refund: partial, reasonCode: '7', ids, now: later });
    expect(told(outcome)).toEqual(['lines-cancelled', 'cleared-for-sourcing']);
    expect(outcome.events.find((event) => event.kind === 'cleared-for-sourcing')).toMatchObject({ lines: [{ lineNo: '1', quantity: 2 }] });
  });

  it("of one line at the warehouse stops its part only, and sends the part's remaining units again", () => {
    const partial = { ...refund, wholeOrder: false, lines: [{ lineNo: '1', quantity: 1 }] };
    const asked = requestRefund(atWarehouse(), { refund: partial, reasonCode: '7', ids, now });
    expect(asked.events).toContainEqual(expect.objectContaining({ kind: 'stop-proposed', scope: 'LINES', lineNos: ['1'] }));
    const confirmed = confirmStop(asked.order, { proposalId: 'stop-1', fulfilmentOrderIds: ['F1'], at: later });
    expect(told(confirmed)).toEqual(['lines-cancelled', 'hold-released', 'cleared-for-sourcing']);
    expect(confirmed.events.find((event) => event.kind === 'cleared-for-sourcing')).toMatchObject({
      lines: [
        { lineNo: '1', quantity: 1 },
        { lineNo: '2', quantity: 1 },
      ],
    });
    expect(confirmed.order.status).toBe('WITH_WAREHOUSE');
  });

  it('that is withdrawn while the warehouse stops sends the order on its way again', () => {
    const asked = requestRefund(atWarehouse(), { refund, reasonCode: '7', ids, now }).order;
    const withdrawn = withdrawRefund(asked, { refundId: 'R1', now }).order;
    const confirmed = confirmStop(withdrawn, { proposalId: 'stop-1', fulfilmentOrderIds: ['F1', 'F2'], at: later });
    expect(told(confirmed)).toEqual(['hold-released', 'cleared-for-sourcing']);
    expect(confirmed.order.status).toBe('STOCK_LOCKED');
  });

  it('that comes after the goods left waits for a person', () => {
    const one = outbound(atWarehouse(), 'F1', [{ lineNo: '1', quantity: 2 }]).order;
    const gone = outbound(one, 'F2', [{ lineNo: '2', quantity: 1 }]).order;
    const outcome = requestRefund(gone, { refund, reasonCode: '7', ids, now });
    expect(outcome.events).toEqual([]);
    expect(outcome.order.refunds[0]?.state).toBe('NEEDS_PERSON');
  });

  it('is recorded once when the platform paid it', () => {
    const asked = requestRefund(locked(), { refund, reasonCode: '7', ids, now }).order;
    const done = completeRefund(asked, { refundId: 'R1', amount: refund.amount, now });
    expect(told(done)).toEqual(['refund-recorded']);
    expect(told(completeRefund(done.order, { refundId: 'R1', amount: refund.amount, now }))).toEqual([]);
  });
});

describe('a new address', () => {
  it('asks the warehouse to give the goods back, and sends them to the new one', () => {
    const changed = recaptureOrder(
      atWarehouse(),
      { ...paidCapture, platformVersion: 2n, recipient: { ...recipient, token: 'token-2' } },
      { ids, now },
    );
    expect(told(changed)).toEqual(['recipient-changed', 'hold-placed', 'stop-proposed']);
    const confirmed = confirmStop(changed.order, { proposalId: 'stop-1', fulfilmentOrderIds: ['F1', 'F2'], at: later });
    expect(told(confirmed)).toEqual(['hold-released', 'cleared-for-sourcing']);
    expect(confirmed.order.recipient.token).toBe('token-2');
  });
});

describe('fulfilment', () => {
  it('that tells its decision after the claim adds what the claim did not say, and changes nothing when it tells it again', () => {
    const decision = {
      decidedAt: later,
      parts: [{ fulfilmentOrderId: 'F1', warehouseId: 'W1', lines: [{ lineNo: '1', quantity: 2 }] }],
    };
    const sourced = takeSourcing(claim(locked(), 'F1').order ?? locked(), decision).order;
    expect([sourced.status, sourced.parts]).toEqual([
      'WITH_WAREHOUSE',
      [
        {
          fulfilmentOrderId: 'F1',
          warehouseId: 'W1',
          state: 'CLAIMED',
          lines: [{ lineNo: '1', quantity: 2, shipped: 0 }],
          outBizCodes: [],
        },
      ],
    ]);
    expect(takeSourcing(sourced, decision).order).toBe(sourced);
  });

  it('that tells its decision again after the warehouse refused sources nothing by it', () => {
    const lines = [{ lineNo: '1', quantity: 2 }];
    const decision = { decidedAt: later, parts: [{ fulfilmentOrderId: 'F1', warehouseId: 'W1', lines }] };
    const claimed = claim(locked(), 'F1', 'token-1', { warehouseId: 'W1', lines }).order ?? locked();
    const refused = refusePart(takeSourcing(claimed, decision).order, 'F1').order;
    expect(refused.status).toBe('STOCK_LOCKED');
    expect(takeSourcing(refused, decision).order).toBe(refused);
  });

  it('that said with its claim what goes has nothing to add with its decision', () => {
    const goes = { warehouseId: 'W1', lines: [{ lineNo: '1', quantity: 2 }] };
    const claimed = claim(locked(), 'F1', 'token-1', goes).order ?? locked();
    expect(claimed.parts).toMatchObject([
      { fulfilmentOrderId: 'F1', state: 'CLAIMED', warehouseId: 'W1', lines: [{ quantity: 2, shipped: 0 }] },
    ]);
    expect(takeSourcing(claimed, { decidedAt: later, parts: [{ fulfilmentOrderId: 'F1', ...goes }] }).order).toBe(claimed);
  });

  it('of which one part is refused keeps the order with the other', () => {
    expect(refusePart(atWarehouse(), 'F1').order.status).toBe('WITH_WAREHOUSE');
    expect(refusePart(refusePart(atWarehouse(), 'F1').order, 'F2').order.status).toBe('STOCK_LOCKED');
  });

  it('counts each confirmation of a warehouse once', () => {
    const once = outbound(atWarehouse(), 'F1', [{ lineNo: '1', quantity: 2 }]).order;
    expect(outbound(once, 'F1', [{ lineNo: '1', quantity: 2 }]).order).toBe(once);
  });

  it('may sign before its outbound was told: the order ends signed all the same', () => {
    const signed = signOrder(atWarehouse(), later).order;
    const one = outbound(signed, 'F1', [{ lineNo: '1', quantity: 2 }]).order;
    expect(outbound(one, 'F2', [{ lineNo: '2', quantity: 1 }]).order.status).toBe('SIGNED');
  });

  it('that ships what was cancelled leaves the fact standing (C-17)', () => {
    const asked = cancelOrder(atWarehouse(), all).order;
    const cancelled = confirmStop(asked, { proposalId: 'stop-1', fulfilmentOrderIds: ['F1', 'F2'], at: later }).order;
    const shipped = outbound(cancelled, 'F1', [{ lineNo: '1', quantity: 2 }]).order;
    expect(shipped.status).not.toBe('CANCELLED');
    expect(shipped.firstOutboundAt).toEqual(later);
  });

  it('in conflict holds what has not left yet', () => {
    expect(told(takeConflict(locked(), { holdId: 'h', kind: 'SHIPPED_OTHERWISE', now }))).toEqual(['hold-placed']);
  });
});
