import { expect, it } from 'vitest';
import { paceRelay, paceTogether } from './pace.ts';

/** How far apart turns come to begin when so much is said all the time. */
function settledWith(pace: (events: number) => number): (eventsPerSecond: number) => number {
  return (eventsPerSecond) => {
    let apart = 60;
    for (let turn = 0; turn < 100; turn += 1) apart = pace((eventsPerSecond * apart) / 1_000);
    return Math.round(apart);
  };
}
const settledAt = settledWith(paceTogether);

it('makes nobody wait for what one order says, and none but a busy hub for longer than a consumer does', () => {
  expect([1, 2].map(paceTogether)).toEqual([0, 0]);
  expect([100, 500, 1_000, 1_200].map(settledAt)).toEqual([60, 60, 60, 60]);
});

it('lets what is said meet from 1,250 events a second on, and more of it from 2,000 on', () => {
  expect([1_300, 1_900].map(settledAt)).toEqual([200, 200]);
  expect([2_100, 2_600, 10_000].map(settledAt)).toEqual([500, 500, 500]);
});

it('comes back to the least when the hub has become quiet again', () => {
  let apart = 500;
  for (let turn = 0; turn < 30; turn += 1) apart = paceTogether(apart);
  expect(apart).toBe(60);
});

it('publishes at once on a quiet hub, and in fewer messages the more is said', () => {
  expect([1, 5].map(paceRelay)).toEqual([20, 20]);
  expect([100, 200].map(settledWith(paceRelay))).toEqual([20, 20]);
  expect([300, 450].map(settledWith(paceRelay))).toEqual([60, 60]);
  expect([600, 2_000].map(settledWith(paceRelay))).toEqual([120, 120]);
});
