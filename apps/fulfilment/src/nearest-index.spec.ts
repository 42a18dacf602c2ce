import { describe, expect, it } from 'vitest';
import { nearestBySort } from './domain/nearest.ts';
import type { SourcingOrder, Warehouse } from './domain/sourcing-facts.ts';
import { nearestFirst } from './nearest-index.ts';

const network: readonly Warehouse[] = Array.from({ length: 3_000 }, (_none, index) => ({
  id: `W${index}`,
  name: `W${index}`,
  longitude: 75 + ((index * 7_919) % 6_000) / 100,
  latitude: 18 + ((index * 104_729) % 3_500) / 100,
  coldChain: false,
  takingOrders: true,
}));

const order = (longitude: number, latitude: number): SourcingOrder => ({
  orderId: 'DY20261122-00001',
  channel: 'DY',
  raised: false,
  at: { longitude, latitude },
  lines: [],
  excluded: new Map(),
});

describe('the nearest of thousands', () => {
  it.each([
    [120.15, 30.28],
    [87.6, 43.8],
    [113.3, 23.1],
  ])('are the same by index as by sort, at %f %f', (longitude, latitude) => {
    const [byIndex, bySort] = [nearestFirst(network), nearestBySort(network)].map((nearest) =>
      nearest(order(longitude, latitude))
        .slice(0, 3)
        .map((one) => one.id),
    );
    expect(byIndex).toEqual(bySort);
  });
});
