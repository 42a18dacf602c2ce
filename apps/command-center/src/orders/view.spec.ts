import { describe, expect, it } from 'vitest';
import { emptyView, isFiltered, isSameFilter, listAddress, orderAddress, queryOf, viewOf } from './view.ts';
import type { OrdersView } from './view.ts';
import { filterOf, windowStart } from './view-filter.ts';

const rich: OrdersView = {
  ...emptyView,
  channel: ['DY', 'WX'],
  gate: [3],
  stuckFor: '2h',
  ids: ['DY20260122-00001', 'DY20260122-00007', 'WX20260122-00002', 'IM.shop.6901'],
  set: 'passed:6:2026-11-22',
  shop: ['a,b'],
};

describe('the list in the address (L2)', () => {
  it('writes only what differs from the default, in plain words', () => {
    expect(listAddress(emptyView)).toBe('/orders');
    expect(listAddress({ ...emptyView, channel: ['DY', 'WX'], gate: [3], stuck: true })).toBe('/orders?channel=DY,WX&gate=3&stuck=true');
  });
  it('keeps the view with an order that was opened from it', () => {
    expect(orderAddress('DY20260122-04417', { ...emptyView, stuck: true })).toBe('/orders/DY20260122-04417?stuck=true');
  });
  it('comes back whole from a saved view, without the columns and the order of the rows', () => {
    const kept = viewOf(queryOf({ ...rich, sort: 'amount', cols: ['id'] }));
    expect(kept).toEqual(rich);
    expect(isSameFilter(kept, { ...rich, sort: 'newest' })).toBe(true);
    expect(isSameFilter(kept, { ...rich, gate: [4] })).toBe(false);
  });
  it('drops what it does not know from a saved view', () => {
    expect(viewOf('nonsense=1&placed=never&stuck=true')).toEqual({ ...emptyView, stuck: true });
  });
  it('holds five hundred pasted orders of one day', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `DY20260122-${String(index + 10_000)}`);
    const address = listAddress({ ids });
    expect(address.length).toBeLessThan(4000);
    expect(viewOf(address.split('?')[1] ?? '').ids).toEqual(ids);
  });
});

describe('what the tower is asked', () => {
  it('is nothing when nothing is set', () => {
    expect(filterOf(emptyView, 0)).toEqual({});
    expect(isFiltered(emptyView)).toBe(false);
    expect(isFiltered({ ...emptyView, sort: 'newest', cols: ['id'] })).toBe(false);
  });
  it('tells "not stuck" from "either"', () => {
    expect(filterOf({ ...emptyView, stuck: false }, 0)).toEqual({ stuck: false });
  });
  it('names every condition of the view', () => {
    expect(filterOf({ ...rich, amount: 'from500', due: '30m', owner: ['sourcing'] }, 0)).toEqual({
      channels: ['DY', 'WX'],
      gates: [3],
      stuckLongerThanMinutes: 120,
      ids: rich.ids,
      set: 'passed:6:2026-11-22',
      shops: ['a,b'],
      amountFrom: '50000',
      dueWithinMinutes: 30,
      owners: ['sourcing'],
    });
  });
  it('begins today at midnight in Shanghai', () => {
    expect(windowStart('today', Date.parse('2026-01-22T00:10:00+08:00'))).toBe('2026-01-21T16:00:00.000Z');
    expect(windowStart('today', Date.parse('2026-01-22T23:59:00+08:00'))).toBe('2026-01-21T16:00:00.000Z');
  });
  it('ends a promised day where the next one begins', () => {
    const now = Date.parse('2026-01-22T15:00:00+08:00');
    const today = filterOf({ ...emptyView, promised: 'today' }, now);
    const tomorrow = filterOf({ ...emptyView, promised: 'tomorrow' }, now);
    expect(today.promisedUntil).toBe('2026-01-22T16:00:00.000Z');
    expect(tomorrow.promisedFrom).toBe(today.promisedUntil);
  });
});
