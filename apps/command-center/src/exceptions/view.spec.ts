import { describe, expect, it } from 'vitest';
import { emptyView, filterOf, isNarrowed, itemsAddress } from './view.ts';

describe('the view of the exceptions', () => {
  it('writes only what differs from the default, flat and readable', () => {
    expect(itemsAddress({ ...emptyView, pool: 'CONFLICT', who: 'me', overdue: true })).toBe(
      '/exceptions?overdue=true&pool=CONFLICT&who=me',
    );
    expect(itemsAddress(emptyView)).toBe('/exceptions');
  });
  it('asks for exactly what the address says', () => {
    expect(filterOf({ ...emptyView, pool: 'VOUCHER', q: ' DY2026 ', who: 'none' })).toEqual({
      pools: ['VOUCHER'],
      search: 'DY2026',
      assignee: 'none',
    });
    expect(filterOf(emptyView)).toEqual({});
  });
  it('never asks closed items for their overdue ones: an ended item has no clock', () => {
    expect(filterOf({ ...emptyView, closed: true, overdue: true })).toEqual({ closed: true });
  });
  it('knows an empty pool from an empty filter', () => {
    expect(isNarrowed({ ...emptyView, pool: 'PRICE' })).toBe(false);
    expect(isNarrowed({ ...emptyView, q: 'x' })).toBe(true);
  });
});
