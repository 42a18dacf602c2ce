import { describe, expect, it } from 'vitest';
import { gatherApart } from './gather-apart.ts';

describe('turns with an answer for each', () => {
  const turns: (readonly number[])[] = [];
  const half = (given: readonly number[]): Promise<readonly number[]> => {
    turns.push(given);
    if (given.includes(13)) throw new RangeError('thirteen');
    if (given.includes(57)) throw Object.assign(new Error('the database shuts down'), { code: '57P01' });
    return Promise.resolve(given.map((one) => one / 2));
  };
  const outcomes = async (given: readonly number[]): Promise<readonly unknown[]> => {
    turns.length = 0;
    const give = gatherApart(half, 0);
    return (await Promise.allSettled(given.map(give))).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));
  };

  it('give each its own', async () => {
    expect(await outcomes([2, 4, 6])).toEqual([1, 2, 3]);
    expect(turns).toEqual([[2], [4, 6]]);
  });

  it('fail for nobody but the one that is at fault', async () => {
    expect(await outcomes([2, 4, 13, 6])).toEqual([1, 2, 'RangeError: thirteen', 3]);
    expect(turns).toEqual([[2], [4, 13, 6], [4], [13], [6]]);
  });

  it('fail for all at once in an outage', async () => {
    const failed = 'Error: the database shuts down';
    expect(await outcomes([2, 4, 57, 6])).toEqual([1, failed, failed, failed]);
    expect(turns).toHaveLength(2);
  });

  it('are not satisfied with fewer answers than were asked for', async () => {
    const give = gatherApart<number, number>(() => Promise.resolve([]), 0);
    await expect(give(1)).rejects.toThrow('0 answers for 1');
  });
});
