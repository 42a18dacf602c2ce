import { describe, expect, it } from 'vitest';
import { refusalsOf } from './refused-candidates.ts';

const at = (distanceKm: number, refusal: string | null, occupancy = 0.1) => ({ distanceKm, refusal, occupancy });

describe('the refused warehouses of an answer', () => {
  it('are the two nearest with a reason of their own; occupancy is told as a figure', () => {
    const told = refusalsOf([
      at(900, 'NO_STOCK'),
      at(41, 'OVER_OCCUPANCY', 0.912),
      at(10, 'OUT_OF_NEAREST'),
      at(168, 'NO_STOCK'),
      at(5, null),
    ]);
    expect(told.map(({ candidate, percent }) => [candidate.distanceKm, percent])).toEqual([
      [41, 91],
      [168, undefined],
    ]);
  });
});
