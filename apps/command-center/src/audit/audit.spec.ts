import { describe, expect, it } from 'vitest';
import { asDeed, subjectAddress } from './deeds.ts';
import { readDetails } from './details.ts';
import { emptyView, exportAddress, filterOf } from './view.ts';
import { asDetail, asOwnReason, asPurpose } from './words.ts';

describe('an act of the log', () => {
  it('puts what was before beside what came after, and the reason by itself', () => {
    const read = readDetails([
      { name: 'before.roles', value: 'service' },
      { name: 'after.roles', value: 'service, finance' },
      { name: 'login', value: 'lin' },
      { name: 'reason', value: 'covers for wang' },
    ]);
    expect(read.changes).toEqual([{ field: 'roles', before: 'service', after: 'service, finance' }]);
    expect(read.reason).toBe('covers for wang');
    expect(read.rest).toEqual([{ name: 'login', value: 'lin' }]);
  });
  it('leads to its thing, or to its order where the thing has no page', () => {
    expect(subjectAddress({ subjectKind: 'work-item', subjectId: 'w 1', orderId: 'o' })).toBe('/exceptions?item=w%201');
    expect(subjectAddress({ subjectKind: 'hold', subjectId: 'h', orderId: 'DY1' })).toBe('/orders/DY1');
    expect(subjectAddress({ subjectKind: 'import', subjectId: 'i', orderId: null })).toBeUndefined();
  });
  it('has words for deeds with dots', () => {
    expect(asDeed('work-item.hand-over')).toBe('work-item_hand-over');
    expect(asDeed('never-heard-of')).toBeUndefined();
  });
  it("translates the hub's own reasons and leaves a person's as it was written", () => {
    expect(asOwnReason('fulfilment of the order')).toBe('fulfilment-of-the-order');
    expect(asOwnReason('买家电话要求')).toBeUndefined();
    expect(asPurpose('WAREHOUSE_LABEL')).toBe('WAREHOUSE_LABEL');
    expect(asDetail('newNodes')).toBe('newNodes');
  });
});

describe('the view of the log', () => {
  const now = Date.parse('2026-11-22T04:00:00Z');
  it('asks for exactly what the address says', () => {
    expect(filterOf({ ...emptyView, order: ' DY1 ', deed: ['a'], when: 'today' }, now)).toEqual({
      orderId: 'DY1',
      deeds: ['a'],
      from: '2026-11-21T16:00:00.000Z',
    });
  });
  it('exports the same acts that it lists', () => {
    expect(exportAddress({ ...emptyView, order: 'DY1', deed: ['a', 'b'] }, now)).toBe('/exports/audit.csv?orderId=DY1&deeds=a%2Cb');
  });
});
