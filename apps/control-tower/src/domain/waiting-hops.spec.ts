import { describe, expect, it } from 'vitest';
import { hopFigures, waitingCause, type HopRow } from './waiting-hops.ts';

const MINUTE = 60_000;
const tolerance = { slowerShare: 0.1, slowerLeast: MINUTE };

/** Ten orders of one warehouse and hour; minutes by hop. */
function row(warehouse: string, hour: number, minutes: readonly number[]): HopRow {
  return { channel: 'DY', warehouse, carrier: 'SF', hour, orders: 10, sums: minutes.map((one) => one * MINUTE * 10) };
}

const usual = [1, 0, 0, 50, 2, 8];
const week = [10, 19].flatMap((hour) => ['杭州仓', '义乌仓'].map((warehouse) => row(warehouse, hour, usual)));

describe('the cause of waiting', () => {
  it('is the hop that got slower, the warehouse that differs most in it, and the hour from which on it does', () => {
    const late = row('义乌仓', 19, [1, 0, 0, 50, 2, 32]);
    const today = [row('杭州仓', 10, usual), row('杭州仓', 19, usual), row('义乌仓', 10, usual), late];
    const { phrase, group } = waitingCause(today, week, tolerance);
    expect(phrase).toEqual({
      code: 'SLOWER_HOP',
      parameters: {
        hop: 'PICKUP',
        mean: 14 * MINUTE,
        baseline: 8 * MINUTE,
        slower: 6 * MINUTE,
        dimension: 'WAREHOUSE',
        key: '义乌仓',
        orders: 10,
        keyMean: 32 * MINUTE,
        fromHour: 19,
      },
    });
    expect(group).toEqual({ dimension: 'WAREHOUSE', key: '义乌仓', fromHour: 19 });
  });

  it('is no cause at all within the tolerance', () => {
    const today = week.map((one) => ({ ...one, sums: one.sums.map((sum) => sum * 1.01) }));
    expect(waitingCause(today, week, tolerance)).toMatchObject({ phrase: { code: 'STEADY', parameters: { hop: 'WAREHOUSE' } } });
  });

  it('is the longest hop where there is nothing to compare with, and nothing without orders', () => {
    const slow = row('义乌仓', 12, [1, 0, 0, 90, 2, 8]);
    expect(waitingCause([row('杭州仓', 12, usual), slow], [], tolerance).phrase).toMatchObject({
      code: 'LONGEST_HOP',
      parameters: { hop: 'WAREHOUSE', key: '义乌仓' },
    });
    expect(waitingCause([], week, tolerance).phrase.code).toBe('NO_DATA');
    expect(hopFigures([], week, tolerance).map((hop) => hop.meanMs)).toEqual(Array.from({ length: 6 }, () => undefined));
  });
});
