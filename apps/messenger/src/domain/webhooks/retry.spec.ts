import { describe, expect, it } from 'vitest';
import { GIVE_UP_AFTER_MS, isAway, outcomeOf, pauseAfter } from './retry.ts';

describe('the pauses between tries', () => {
  it('grow, and the last try comes within the last seven hours of the three days', () => {
    let at = 0;
    const tries: number[] = [];
    for (let nth = 1; at < GIVE_UP_AFTER_MS; nth += 1) {
      tries.push(at);
      at += pauseAfter(nth, 0.5, 0);
    }
    expect(tries.slice(0, 3)).toEqual([0, 5_000, 20_000]);
    expect(tries.length).toBeGreaterThan(15);
    expect(GIVE_UP_AFTER_MS - (tries.at(-1) ?? 0)).toBeLessThan(7 * 3_600_000);
  });

  it('keep what the receiver wished for, up to an hour', () => {
    expect([pauseAfter(1, 0.5, 30_000), pauseAfter(1, 0.5, 86_400_000)]).toEqual([30_000, 3_600_000]);
  });
});

describe('a try', () => {
  const firstTriedAt = new Date('2026-11-22T00:00:00Z');
  const after = (hours: number): Date => new Date(firstTriedAt.getTime() + hours * 3_600_000);

  it.each([
    [200, 0, 'DELIVERED'],
    [204, 80, 'DELIVERED'],
    [302, 0, 'AGAIN'],
    [500, 71.9, 'AGAIN'],
    [500, 72, 'FAILED'],
    [undefined, 72, 'FAILED'],
  ] as const)('answered with %s after %s hours is %s', (status, hours, outcome) => {
    expect(outcomeOf({ status }, { firstTriedAt, now: after(hours) })).toBe(outcome);
  });

  it('tells a receiver that is away from one that does not like an event', () => {
    expect([undefined, 503, 429, 500, 400, 404].map(isAway)).toEqual([true, true, true, false, false, false]);
  });
});
