import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimeIndex } from './time-index.ts';

const change = fc.record({ id: fc.integer({ min: 0, max: 700 }), step: fc.integer({ min: -1, max: 3 }) });

describe('the index by time of change', () => {
  it('pages and counts as a sorted list would, whatever moved and whatever came late', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 1500 }), fc.nat(400), fc.nat(400), fc.nat(30), (changes, a, b, page) => {
        const index = createTimeIndex();
        const times = new Map<string, { time: number; nth: number }>();
        let now = 0;
        changes.forEach(({ id, step }, nth) => {
          now = Math.max(0, now + step);
          index.put(String(id), now);
          times.set(String(id), { time: now, nth });
        });
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const inside = [...times]
          .filter(([, { time }]) => time >= from && time <= to)
          .sort(([, x], [, y]) => x.time - y.time || x.nth - y.nth)
          .map(([id]) => id);
        const size = 20;
        expect(index.count(from, to)).toBe(inside.length);
        expect(index.page({ from, to, newestFirst: false }, page * size, size)).toEqual(inside.slice(page * size, (page + 1) * size));
        expect(index.page({ from, to, newestFirst: true }, page * size, size)).toEqual(
          [...inside].reverse().slice(page * size, (page + 1) * size),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('walks a window by cursor without a gap', () => {
    const index = createTimeIndex();
    for (let nth = 0; nth < 1000; nth += 1) index.put(`o${nth}`, Math.floor(nth / 7));
    const seen: string[] = [];
    let page = index.after(10, 100, null, 64);
    while (page.length > 0) {
      seen.push(...page.map(({ id }) => id));
      page = index.after(10, 100, page.at(-1) ?? null, 64);
    }
    expect(seen).toHaveLength(91 * 7);
    expect(new Set(seen).size).toBe(seen.length);
  });
});
