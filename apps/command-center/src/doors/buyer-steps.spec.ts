import { describe, expect, it } from 'vitest';
import type { BuyerPageQuery } from '../gql/graphql.ts';
import { buyerSteps, headlineOf } from './buyer-steps.ts';

type Order = NonNullable<BuyerPageQuery['order']>;
const parcel = (signedAt: string | null): Order['parcels'][number] => ({
  id: 'p',
  carrier: 'SF',
  trackingNumber: 'SF1',
  outboundAt: null,
  eta: null,
  signedAt,
  nodes: [],
});
const order = (more: Partial<Order> = {}): Order => ({
  id: 'DY20261122-00001',
  status: 'PAID',
  platformOrderNo: '1',
  channel: 'DY',
  lines: [],
  twin: { promisedShipAt: null, paidAt: '2026-11-22T10:00:00+08:00', updatedAt: '2026-11-22T10:00:00+08:00', customerView: [] },
  parcels: [],
  ...more,
});

describe('what the buyer sees', () => {
  it('says preparing once paid, and waiting before', () => {
    expect(headlineOf(order())).toBe('preparing');
    expect(headlineOf(order({ twin: null }))).toBe('waiting');
  });
  it('is signed only when every parcel is', () => {
    const half = order({ parcels: [parcel('2026-11-23T10:00:00+08:00'), parcel(null)] });
    expect(headlineOf(half)).toBe('preparing');
    const whole = order({ parcels: [parcel('2026-11-23T10:00:00+08:00'), parcel('2026-11-24T09:00:00+08:00')] });
    expect(headlineOf(whole)).toBe('signed');
    expect(buyerSteps(whole).at(-1)?.reachedAt).toBe('2026-11-24T09:00:00+08:00');
  });
  it('says cancelled, whatever was reached before', () => {
    expect(headlineOf(order({ status: 'CANCELLED' }))).toBe('cancelled');
  });
});
