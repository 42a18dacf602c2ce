import { describe, expect, it } from 'vitest';
import { gatherAhead } from './gather-ahead.ts';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('gathering ahead', () => {
  it('asks for the next pages while one is being worked on, gives what came meanwhile together, and lets no more wait than it may', async () => {
    const asked: number[] = [];
    const given: (readonly number[])[] = [];
    async function* pages(): AsyncGenerator<readonly number[]> {
      for (let page = 0; page < 8; page += 1) {
        asked.push(page);
        await Promise.resolve();
        yield [page * 2, page * 2 + 1];
      }
    }
    let askedWhileWorking = 0;
    for await (const items of gatherAhead(pages(), 4)) {
      await tick();
      if (given.length === 0) askedWhileWorking = asked.length;
      given.push(items);
    }
    expect(given.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(askedWhileWorking).toBe(3);
    expect(given[1]).toEqual([2, 3, 4, 5]);
  });

  it('gives what came before a failure, then fails', async () => {
    async function* pages(): AsyncGenerator<readonly number[]> {
      yield [1];
      await Promise.resolve();
      throw new Error('the platform is away');
    }
    const given: number[] = [];
    const all = async (): Promise<void> => {
      for await (const items of gatherAhead(pages(), 4)) given.push(...items);
    };
    await expect(all()).rejects.toThrow('the platform is away');
    expect(given).toEqual([1]);
  });

  it('asks no more when nobody takes any more', async () => {
    let closed = false;
    let asked = 0;
    async function* pages(): AsyncGenerator<readonly number[]> {
      try {
        for (;;) {
          asked += 1;
          await Promise.resolve();
          yield [asked];
        }
      } finally {
        closed = true;
      }
    }
    const first = async (): Promise<void> => {
      for await (const _items of gatherAhead(pages(), 2)) throw new Error('not saved');
    };
    await expect(first()).rejects.toThrow('not saved');
    const before = asked;
    await tick();
    expect({ closed, asked }).toEqual({ closed: true, asked: before });
  });
});
