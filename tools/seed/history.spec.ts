import { describe, expect, it } from 'vitest';
import { planHistory } from './history.ts';

const before = new Date('2026-11-22T00:00:00+08:00');
const history = { seed: 'demo', days: 3, ordersPerDay: 400, skus: ['A', 'B', 'C'], before };

describe('a made-up history', () => {
  it('is the same for the same seed and another for another', () => {
    expect(planHistory(history)).toEqual(planHistory(history));
    expect(planHistory({ ...history, seed: 'other' })).not.toEqual(planHistory(history));
  });

  it('lies in the past days only, oldest first', () => {
    const orders = planHistory(history);
    const times = orders.map((order) => order.at);
    expect(orders).toHaveLength(1_200);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(before.getTime() / 1_000 - 3 * 86_400);
    expect(Math.max(...times)).toBeLessThan(before.getTime() / 1_000);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('names no product twice in an order and keeps to the brand’s', () => {
    for (const { lines } of planHistory(history)) {
      expect(new Set(lines.map((line) => line.sku)).size).toBe(lines.length);
      expect(lines.every((line) => history.skus.includes(line.sku) && line.quantity >= 1)).toBe(true);
    }
  });

  it('has its peak in the evening', () => {
    const hours = planHistory(history).map((order) => Math.floor(((order.at + 8 * 3_600) % 86_400) / 3_600));
    const evening = hours.filter((hour) => hour >= 19 && hour <= 22).length;
    const night = hours.filter((hour) => hour <= 3).length;
    expect(evening).toBeGreaterThan(night * 5);
  });
});
