import { expect, it } from 'vitest';
import { arrivalsOf, ordersIn, type Phase } from '../../load-tests/workloads/phases.ts';

const phases: readonly Phase[] = [
  { name: 'up', seconds: 10, from: 0, to: 20 },
  { name: 'top', seconds: 5, from: 20, to: 20 },
  { name: 'down', seconds: 10, from: 20, to: 10 },
];

it('knows when each push leaves, however the rate changes', () => {
  const moments = arrivalsOf(phases, ordersIn(phases));
  expect(moments).toHaveLength(351);
  // Half of a rise lies in its last three tenths; at the top one leaves each 50 ms; the last leave ten a second.
  expect([0, 50, 100, 101, 200, 350].map((nth) => moments[nth])).toEqual([0, 7_071, 10_000, 10_050, 15_000, 25_000]);
  expect((moments[349] ?? 0) - (moments[348] ?? 0)).toBeGreaterThan(95);
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
});
