import { describe, expect, it } from 'vitest';
import { expectedOrders } from './expected-orders.ts';

const HOUR = 3_600_000;
const at = (day: number, hour: number): Date => new Date(Date.UTC(2026, 10, day, hour - 8));

/** Two days before: 60 orders an hour by day, one order in each hour of the night. */
const history = [20, 21].flatMap((day) => Array.from({ length: 24 }, (_, hour) => ({ from: at(day, hour), orders: hour >= 8 ? 60 : 1 })));

describe('orders that are to be expected (C-10)', () => {
  it('are many in the hours that had many, so that half an hour of silence tells', () => {
    expect(expectedOrders(history, [], { from: at(22, 14), until: new Date(at(22, 14).getTime() + HOUR / 2) })).toBeCloseTo(30);
  });

  it('are few in a quiet night, which alarms nobody', () => {
    expect(expectedOrders(history, [], { from: at(22, 2), until: at(22, 5) })).toBeCloseTo(3);
  });

  it('are taken from the hours just before on the first day, and from nothing where those are too few', () => {
    const recent = [{ from: at(22, 9), orders: 40 }];
    const span = { from: at(22, 10), until: new Date(at(22, 10).getTime() + HOUR / 4) };
    expect(expectedOrders([], recent, span)).toBeCloseTo(10);
    expect(expectedOrders([], [{ from: at(22, 9), orders: 3 }], span)).toBeUndefined();
  });
});
