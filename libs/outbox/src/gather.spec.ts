import { describe, expect, it, vi } from 'vitest';
import { gather } from './gather.ts';

describe('turns that are taken together', () => {
  it('hold what comes meanwhile, each thing once', async () => {
    const turns: (readonly number[])[] = [];
    const { give } = gather<number>(async (given) => {
      turns.push(given);
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    await Promise.all([1, 2, 3, 4].map(give));
    expect(turns).toEqual([[1], [2, 3, 4]]);
  });

  it('go on after one that failed', async () => {
    const { give } = gather<string>(async ([what]) => {
      if (what === 'bad') throw new RangeError('the link is closed');
    });
    const bad = give('bad');
    const next = give('good');
    await expect(bad).rejects.toThrow('the link is closed');
    await expect(next).resolves.toBeUndefined();
  });

  it('are not opened before they begin: what comes while one waits goes with it', async () => {
    const turns: (readonly number[])[] = [];
    const gathering = gather<number>((given) => {
      turns.push(given);
      return Promise.resolve();
    });
    const source = [1];
    const drain = async (): Promise<void> => {
      await gathering.turn();
      await Promise.all(source.splice(0).map(gathering.give));
    };
    await drain();
    source.push(2);
    const second = drain();
    source.push(3);
    await second;
    expect(turns).toEqual([[1], [2, 3]]);
  });

  it('begin as far apart as the one before said, and the first at once', async () => {
    vi.useFakeTimers();
    const began: number[] = [];
    const { give } = gather<number>(
      () => {
        began.push(Date.now());
        return Promise.resolve();
      },
      ([pace = 0]) => pace,
    );
    const start = Date.now();
    const turns = (async () => {
      for (const pace of [200, 60, 0]) await give(pace);
    })();
    await vi.advanceTimersByTimeAsync(1_000);
    await turns;
    vi.useRealTimers();
    expect(began.map((at) => at - start)).toEqual([0, 200, 260]);
  });
});
