import { describe, expect, it } from 'vitest';
import { paidCapture, recipient } from '../../test/example-orders.ts';
import type { Capture } from './capture.ts';
import { releaseHold } from './hold-order.ts';
import { lockStock } from './lock-order.ts';
import { inTurn } from './order-events.ts';
import { openHolds, type Order } from './order.ts';
import { placeOrder } from './place-order.ts';
import { recaptureOrder } from './recapture-order.ts';
import { reviewPaidOrder, reviewRecipient, type Review } from './review-order.ts';

const now = new Date('2026-11-22T02:00:00Z');
let serial = 0;
const review: Review = {
  rules: {
    version: 3,
    highValue: { enabled: true, minor: 500_000n },
    vagueAddress: { enabled: true },
    abnormalPrice: { enabled: true, share: 0.3 },
  },
  usualPrice: () => undefined,
  newId: () => `hold-${(serial += 1)}`,
  now,
};
const yuan = (minor: bigint) => ({ minor, currency: 'CNY' });

function placed(capture: Partial<Capture> = {}, using: Partial<Review> = {}): Order {
  const outcome = placeOrder({ ...paidCapture, ...capture }, { id: 'DY20261122-00001', now });
  return inTurn(outcome.order, () => outcome, reviewPaidOrder({ ...review, ...using })).order;
}
const reasons = (order: Order): readonly string[] => openHolds(order).map((hold) => hold.reason);

describe('the review of a paid order (EXC-05)', () => {
  it('lets an ordinary order pass', () => {
    expect(reasons(placed())).toEqual([]);
  });
  it('holds from the threshold on, with the figures, in the name of its version', () => {
    expect(reasons(placed({ paidAmount: yuan(499_999n) }))).toEqual([]);
    expect(placed({ paidAmount: yuan(500_000n) }).holds).toMatchObject([
      { reason: 'HIGH_VALUE', note: '5,000.00 ≥ 5,000.00', placedBy: 'hold-rule-3', owner: 'operations' },
    ]);
  });
  it('holds a vague address for customer service, and lets it go when the buyer names the door', () => {
    const vague = placed({ recipient: { ...recipient, addressVague: true } });
    expect(vague.holds).toMatchObject([{ reason: 'VAGUE_ADDRESS', owner: 'customer-service' }]);
    const told = recaptureOrder(
      vague,
      { ...paidCapture, platformVersion: 2n, recipient: { ...recipient, token: 'token-2' } },
      { ids: { proposal: 'p', hold: 'h' }, now, reviewPaid: reviewPaidOrder(review), reviewRecipient: reviewRecipient(review) },
    ).order;
    expect(reasons(told)).toEqual([]);
  });
  it('holds a unit that was paid with a fraction of its list price, or of what it usually costs', () => {
    const line = { ...paidCapture.lines[0], lineNo: '1', sku: 'A', title: 'Tea', quantity: 2, gift: false, coldChain: false };
    const discounted = { ...line, unitPrice: yuan(10_000n), paidShare: yuan(5_999n) };
    expect(placed({ lines: [discounted] }).holds).toMatchObject([{ reason: 'ABNORMAL_PRICE', note: 'A 29% < 30%' }]);
    const mispriced = { ...line, unitPrice: yuan(100n), paidShare: yuan(200n) };
    expect(reasons(placed({ lines: [mispriced] }))).toEqual([]);
    expect(reasons(placed({ lines: [mispriced] }, { usualPrice: () => 10_000n }))).toEqual(['ABNORMAL_PRICE']);
  });
  it('takes neither a gift nor a deposit for a wrong price', () => {
    const line = { lineNo: '1', sku: 'A', title: 'Tea', quantity: 1, coldChain: false, unitPrice: yuan(10_000n), paidShare: yuan(0n) };
    expect(reasons(placed({ lines: [{ ...line, gift: true }] }))).toEqual([]);
    expect(reasons(placed({ presale: true, lines: [{ ...line, gift: false }] }))).toEqual([]);
  });
  it('blocks before clearance, and a released order goes on and is not held for the same reason again', () => {
    const locked = lockStock(placed({ paidAmount: yuan(900_000n) }), now);
    expect(locked.events).toEqual([]);
    const [hold] = openHolds(locked.order);
    const freed = releaseHold(locked.order, { holdId: hold?.id ?? '', by: { kind: 'PERSON', name: 'acc-1' }, now });
    expect(freed.events.map((event) => event.kind)).toContain('cleared-for-sourcing');
    expect(reviewPaidOrder(review)({ ...freed.order, status: 'PAID' }).events).toEqual([]);
  });
  it('does nothing where a rule is off', () => {
    const off = {
      version: 4,
      highValue: { enabled: false, minor: 1n },
      vagueAddress: { enabled: false },
      abnormalPrice: { enabled: false, share: 0.9 },
    };
    expect(reasons(placed({ recipient: { ...recipient, addressVague: true } }, { rules: off }))).toEqual([]);
  });
});
