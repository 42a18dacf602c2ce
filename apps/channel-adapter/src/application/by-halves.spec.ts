import { describe, expect, it } from 'vitest';
import { byHalves } from './by-halves.ts';

async function outcome(given: readonly number[]) {
  const [saved, failed]: [number[], number[]] = [[], []];
  let turns = 0;
  const take = (some: readonly number[]): Promise<void> => {
    turns += 1;
    if (some.includes(13)) return Promise.reject(new RangeError('thirteen'));
    if (some.includes(57)) return Promise.reject(Object.assign(new Error('the database shuts down'), { code: '57P01' }));
    saved.push(...some);
    return Promise.resolve();
  };
  await byHalves(given, take, (some) => {
    failed.push(...some);
    return Promise.resolve();
  });
  return { saved, failed, turns };
}

describe('what is taken by halves', () => {
  it('is taken at once where nothing is wrong', async () => {
    expect(await outcome([1, 2, 3])).toEqual({ saved: [1, 2, 3], failed: [], turns: 1 });
  });

  it('fails only for the ones that are at fault', async () => {
    expect(await outcome([1, 13, 2, 3, 4, 13])).toMatchObject({ saved: [1, 2, 3, 4], failed: [13, 13] });
  });

  it('fails for all at once in an outage', async () => {
    expect(await outcome([1, 57, 2])).toEqual({ saved: [], failed: [1, 57, 2], turns: 1 });
  });
});
