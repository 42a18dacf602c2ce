import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenBucket } from './token-bucket.ts';

describe('a token bucket', () => {
  it('gives no more than its size at once, and never more than size and time allow', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.array(fc.tuple(fc.nat(5_000), fc.integer({ min: 1, max: 50 }))),
        (perMinute, asks) => {
          const bucket = tokenBucket(perMinute, 0);
          let now = 0;
          let taken = 0;
          for (const [later, tokens] of asks) {
            now += later;
            if (bucket.take(tokens, now)) taken += tokens;
            expect(taken).toBeLessThanOrEqual(perMinute + (now * perMinute) / 60_000 + 1e-6);
          }
        },
      ),
    );
  });

  it('is open again after the seconds that it names', () => {
    const bucket = tokenBucket(60, 0);
    expect(bucket.take(60, 0)).toBe(true);
    expect(bucket.take(1, 0)).toBe(false);
    const wait = bucket.turnIn(10, 0);
    expect(wait).toBe(10);
    expect(bucket.take(10, wait * 1000)).toBe(true);
    expect(bucket.resetSeconds(10_000)).toBe(60);
  });

  it('gives each caller that it refuses a turn of its own, and lets all in who come at theirs', () => {
    const bucket = tokenBucket(600, 0);
    bucket.take(600, 0);
    const turns = Array.from({ length: 300 }, () => bucket.turnIn(1, 0));
    expect(Math.max(...turns)).toBe(30);
    for (const [second, callers] of [...Map.groupBy(turns, (turn) => turn)].toSorted(([a], [b]) => a - b))
      expect([second, callers.every(() => bucket.take(1, second * 1000))]).toEqual([second, true]);
  });

  it('names no more than a minute, however often it is asked', () => {
    const bucket = tokenBucket(60, 0);
    bucket.take(60, 0);
    const turns = Array.from({ length: 500 }, () => bucket.turnIn(1, 0));
    expect(Math.max(...turns)).toBe(60);
    expect(bucket.turnIn(1, 120_000)).toBe(1);
  });

  it('does not run backwards with the clock', () => {
    const bucket = tokenBucket(60, 10_000);
    expect(bucket.take(60, 10_000)).toBe(true);
    expect(bucket.remaining(0)).toBe(0);
    expect(bucket.remaining(11_000)).toBe(1);
  });
});
