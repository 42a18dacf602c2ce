import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recentEvents } from './recent-events.ts';

it('gives exactly the events after a number, or says that some are gone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 320 }),
      (count, atMost, after) => {
        const recent = recentEvents({ forMs: 1_000_000, atMost });
        for (let seq = 1; seq <= count; seq += 1) recent.add({ seq, text: String(seq), sentAt: seq });
        const given = recent.since(after)?.map((event) => event.seq);
        const known = after === count || (after < count && after >= count - Math.min(atMost, count));
        expect(given).toEqual(known ? Array.from({ length: count - after }, (_, index) => after + index + 1) : undefined);
      },
    ),
  );
});

it('forgets by age', () => {
  const recent = recentEvents({ forMs: 100, atMost: 1_000 });
  [0, 50, 200].forEach((sentAt, index) => recent.add({ seq: index + 1, text: '', sentAt }));
  expect(recent.since(1)).toBeUndefined();
  expect(recent.since(2)?.map((event) => event.seq)).toEqual([3]);
});
