import { describe, expect, it } from 'vitest';
import { gather } from './gather.ts';

describe('turns that are taken together', () => {
  it('hold what comes meanwhile, each thing once', async () => {
    const turns: (readonly number[])[] = [];
    const give = gather<number>(async (given) => {
      turns.push(given);
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    await Promise.all([1, 2, 3, 4].map(give));
    expect(turns).toEqual([[1], [2, 3, 4]]);
  });

  it('go on after one that failed', async () => {
    const give = gather<string>(async ([what]) => {
      if (what === 'bad') throw new RangeError('the link is closed');
    });
    const bad = give('bad');
    const next = give('good');
    await expect(bad).rejects.toThrow('the link is closed');
    await expect(next).resolves.toBeUndefined();
  });
});
