import { describe, expect, it } from 'vitest';
import { createLane } from './lane.ts';

describe('a lane', () => {
  it('takes what was given during a turn together in the next one, never two turns at once, in order', async () => {
    const turns: (readonly number[])[] = [];
    let underWay = 0;
    const lane = createLane<number>({
      everyMs: 0,
      most: 3,
      take: async (given) => {
        expect(underWay).toBe(0);
        underWay += 1;
        await new Promise((resolve) => setImmediate(resolve));
        turns.push(given);
        if (turns.length === 1) [2, 3, 4, 5].forEach(lane.give);
        underWay -= 1;
      },
    });
    lane.give(1);
    await lane.empty();
    expect(turns).toEqual([[1], [2, 3, 4], [5]]);
    lane.give(6);
    await lane.empty();
    expect(turns.at(-1)).toEqual([6]);
  });

  it('lets a crowd gather, and takes a full turn of it at once', async () => {
    const turns: number[] = [];
    const lane = createLane<number>({
      everyMs: 0,
      most: 3,
      crowd: { perSecond: 0, everyMs: 40 },
      take: async (given) => {
        turns.push(given.length);
        await Promise.resolve();
      },
    });
    lane.give(1);
    await lane.empty();
    lane.give(2);
    setTimeout(() => lane.give(3), 1);
    await lane.empty();
    expect(turns).toEqual([1, 2]);
    [4, 5, 6].forEach(lane.give);
    await lane.empty();
    expect(turns).toEqual([1, 2, 3]);
  });
});
