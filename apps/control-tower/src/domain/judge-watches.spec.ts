import { describe, expect, it } from 'vitest';
import type { AlertRow, Watched } from './alerts.ts';
import { judgeWatches, thresholdsOf } from './judge-watches.ts';

const thresholds = { version: 3, values: { 'SYNC_DELAY.orange': 8_000, 'SYNC_DELAY.red': 300_000, 'STUCK_AT_GATE.2.orange': 7 } };
const door = { count: 1, place: '/orders', set: 'late-facts:2026-11-22' };
const watch = (value: number | undefined, subject = ''): Watched => ({
  rule: 'SYNC_DELAY',
  subject,
  value,
  unit: 'MS',
  owner: 'operations',
  finding: { code: 'SYNC_DELAY', parameters: {} },
  door,
});

/** Looks at one figure again and again; answers with what became of it each time. */
function looks(values: readonly (number | undefined)[]): readonly string[] {
  let open: readonly AlertRow[] = [];
  return values.map((value, index) => {
    const judged = judgeWatches({ watches: [watch(value)], open, thresholds, now: new Date(index), newId: () => `a-${index}` });
    open = judged.filter(({ change }) => change !== 'CLOSED').map(({ alert }) => alert);
    return judged.map(({ alert, change }) => `${change} ${alert.level} ${alert.id}`).join();
  });
}

describe('watched figures', () => {
  it('are one alert while they swing around their threshold, and well again some way below it', () => {
    expect(looks([7_999, 8_000, 7_500, 8_100, 7_100, 8_000])).toEqual([
      '',
      'RAISED ORANGE a-1',
      'SAME ORANGE a-1',
      'SAME ORANGE a-1',
      'CLOSED ORANGE a-1',
      'RAISED ORANGE a-5',
    ]);
  });

  it('never sink from red to orange, and wait for their figure when there is none', () => {
    expect(looks([300_000, 9_000, undefined, 10])).toEqual(['RAISED RED a-0', 'SAME RED a-0', 'SAME RED a-0', 'CLOSED RED a-0']);
    expect(looks([undefined])).toEqual(['']);
  });

  it('end when what they are about is watched no longer', () => {
    const raised = judgeWatches({ watches: [watch(9_000, 'gone')], open: [], thresholds, now: new Date(0), newId: () => 'a' });
    const judged = judgeWatches({ watches: [], open: raised.map(({ alert }) => alert), thresholds, now: new Date(1), newId: () => 'b' });
    expect(judged.map(({ change }) => change)).toEqual(['CLOSED']);
  });

  it('have the thresholds of their subject where it has some of its own', () => {
    expect(thresholdsOf({ rule: 'STUCK_AT_GATE', subject: '2' }, thresholds).orange).toBe(7);
    expect(thresholdsOf({ rule: 'SYNC_DELAY', subject: 'dy' }, thresholds)).toEqual({ orange: 8_000, red: 300_000 });
  });
});
