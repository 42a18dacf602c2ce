import { describe, expect, it } from 'vitest';
import { disagreements } from './disagreements.ts';
import type { TruthInput } from './disagreements.ts';

const part: TruthInput['parts'][number] = {
  id: 'F1',
  status: 'OUTBOUND',
  warehouse: '杭州仓',
  outboundAt: '2026-11-22T10:05:00+08:00',
  lines: [{ sku: 'A', quantity: 2, shippedQuantity: 2 }],
};
const quiet: TruthInput = { platformState: 'SHIPPED', platformAt: undefined, stops: [], parts: [part], parcels: [], notices: [] };
const matters = (input: Partial<TruthInput>) => disagreements({ ...quiet, ...input }).map((each) => each.matter);

describe('where sources disagree', () => {
  it('is nowhere on a quiet order', () => {
    expect(matters({})).toEqual([]);
    expect(matters({ platformState: 'PAID', parts: [{ ...part, status: 'ACCEPTED', outboundAt: null }] })).toEqual([]);
  });
  it('lets the shipped fact stand against the confirmed stop, and freezes the refund (C-17)', () => {
    const stop = { state: 'STOPPED', answeredAt: '2026-11-22T10:00:00+08:00' };
    const [found] = disagreements({ ...quiet, parts: [{ ...part, stop }] });
    expect(found).toMatchObject({ matter: 'SHIPPED_AFTER_STOP', authority: 'outbound', frozen: 'refund', prover: 'warehouse-keeper' });
    expect(found?.claims.map((claim) => [claim.says, claim.stands])).toEqual([
      ['CONFIRMED', false],
      ['OUTBOUND', true],
    ]);
  });
  it('shows other units than ordered side by side', () => {
    const [found] = disagreements({ ...quiet, parts: [{ ...part, lines: [{ sku: 'A', quantity: 2, shippedQuantity: 3 }] }] });
    expect(found?.claims.map((claim) => claim.says)).toEqual(['A × 2', 'A × 3']);
  });
  it('sees a platform that ships what no warehouse sent, and one that cancels what is out', () => {
    expect(matters({ parts: [{ ...part, status: 'ACCEPTED', outboundAt: null }] })).toEqual(['SHIPPED_ELSEWHERE']);
    expect(matters({ platformState: 'CANCELLED' })).toEqual(['CANCELLED_AND_OUT']);
  });
  it('sees a carrier that has what the warehouse did not give out, and two numbers of one parcel', () => {
    const parcel = { id: 'P1', trackingNumber: 'SF1', outboundAt: null, nodes: [{ kind: 'PICKED_UP', reachedAt: 'x', place: '余杭' }] };
    expect(matters({ parcels: [parcel] })).toEqual(['PICKED_UP_BEFORE_OUT']);
    const out = { ...parcel, outboundAt: 'y' };
    expect(matters({ parcels: [out], notices: [{ parcelId: 'P1', trackingNumber: 'SF2', sentAt: 'z' }] })).toEqual(['NUMBERS_DIFFER']);
  });
});
