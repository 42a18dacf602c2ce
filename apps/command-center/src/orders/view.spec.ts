import { describe, expect, it } from 'vitest';
import { emptyView, filterOf, isFiltered, listAddress, orderAddress, windowStart } from './view.ts';

describe('the list in the address (L2)', () => {
  it('writes only what differs from the default, in plain words', () => {
    expect(listAddress(emptyView)).toBe('/orders');
    expect(listAddress({ ...emptyView, channel: ['DY', 'WX'], gate: [3], stuck: true })).toBe('/orders?channel=DY,WX&gate=3&stuck=true');
  });
  it('keeps the view with an order that was opened from it', () => {
    expect(orderAddress('DY20260122-04417', { ...emptyView, stuck: true })).toBe('/orders/DY20260122-04417?stuck=true');
  });
  it('asks for nothing when nothing is set', () => {
    expect(filterOf(emptyView, 0)).toEqual({});
    expect(isFiltered(emptyView)).toBe(false);
    expect(isFiltered({ ...emptyView, sort: 'newest' })).toBe(false);
  });
  it('tells "not stuck" from "either"', () => {
    expect(filterOf({ ...emptyView, stuck: false }, 0)).toEqual({ stuck: false });
  });
  it('begins today at midnight in Shanghai', () => {
    expect(windowStart('today', Date.parse('2026-01-22T00:10:00+08:00'))).toBe('2026-01-21T16:00:00.000Z');
    expect(windowStart('today', Date.parse('2026-01-22T23:59:00+08:00'))).toBe('2026-01-21T16:00:00.000Z');
  });
});
