import { describe, expect, it } from 'vitest';
import type { Candidate } from '../domain/sourcing-facts.ts';
import { candidatesOf, weighedText } from './weighed.ts';

const chosen: Candidate = {
  ...{ warehouseId: 'WH-HZ', distanceKm: 12.3, occupancy: 0.0123, depth: 4, rank: 1, chosen: true, refusal: null, refusalDetail: null },
  scores: [
    { name: 'DISTANCE', value: 0.9951, weight: 0.3 },
    { name: 'DEPTH', value: 1, weight: 0.6 },
    { name: 'CLASS', value: 0, weight: 0.1 },
  ],
};
const refused: Candidate = {
  ...{ warehouseId: 'WH-GZ', distanceKm: 1_054.2, occupancy: 0, depth: 0, rank: null, chosen: false },
  ...{ refusal: 'NO_STOCK', refusalDetail: 'TEA-OOLONG-100: 0 of 2' },
  // Weighed by another weight, and in another order.
  scores: [
    { name: 'CLASS', value: 1, weight: 0.2 },
    { name: 'DISTANCE', value: 0.5783, weight: 0.3 },
  ],
};

describe('what a decision weighed, as text', () => {
  it('comes back as it was', () => {
    const all = [chosen, refused, { ...refused, warehouseId: 'WH-CD', scores: [] }];
    expect(candidatesOf({ candidates: null, weighed: weighedText(all) })).toEqual(all);
    expect(candidatesOf({ candidates: null, weighed: weighedText([]) })).toEqual([]);
  });

  it('is read from the old column where the row is from before', () => {
    expect(candidatesOf({ candidates: [chosen], weighed: null })).toEqual([chosen]);
  });
});
