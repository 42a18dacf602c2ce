import { describe, expect, it } from 'vitest';
import { bestMean, perSecond } from '../../load-tests/checks/passages.ts';
import { tailOf } from '../../load-tests/checks/tail.ts';
import { parseLoadOptions } from '../../load-tests/runner/options.ts';
import type { Suite } from '../../load-tests/runner/suite.ts';
import { ordersIn } from '../../load-tests/workloads/phases.ts';

const suite: Suite = {
  name: 'soak',
  until: 'AT_WAREHOUSE',
  defaults: { rate: 10, seconds: 60, warmUpSeconds: 0, readsPerSecond: 1, speed: 1 },
  own: { minutes: { about: 'how long', usual: 30, least: 1, most: 60 } },
  adjust: (options) => ({ ...options, seconds: (options.own['minutes'] ?? 0) * 60 }),
};

describe('a suite’s own options', () => {
  it('stand beside those of all suites, in either way of writing them', () => {
    expect(parseLoadOptions(suite, ['--minutes', '2', '--rate', '5'])).toMatchObject({ rate: 5, seconds: 120, own: { minutes: 2 } });
    expect(parseLoadOptions(suite, ['--minutes=3'])).toMatchObject({ seconds: 180 });
    expect(parseLoadOptions(suite, [])).toMatchObject({ seconds: 1800 });
  });

  it('are whole numbers within bounds, and nobody else’s', () => {
    expect(() => parseLoadOptions(suite, ['--minutes', '61'])).toThrow(/not possible/);
    expect(() => parseLoadOptions(suite, ['--minutes'])).toThrow(/not possible/);
    expect(() => parseLoadOptions({ ...suite, own: {} }, ['--minutes', '2'])).toThrow(/not understood/);
  });
});

describe('a load in phases', () => {
  const phases = [
    { name: 'before', seconds: 10, from: 10, to: 10 },
    { name: 'rise', seconds: 10, from: 10, to: 30 },
  ];

  it('mints one order more than arrive', () => {
    expect(ordersIn(phases)).toBe(301);
    expect(ordersIn([{ name: 'load', seconds: 60, from: 784, to: 784 }])).toBe(47_041);
  });

  it('finds the best stretch of a run', () => {
    const counts = perSecond([100, 1_100, 1_200, 2_900, undefined], 0);
    expect(counts).toEqual([1, 2, 1]);
    expect(bestMean(counts, 2)).toBe(1.5);
    expect(bestMean([], 10)).toBe(0);
  });
});

describe('a tail', () => {
  it('never clips the one in a thousand', () => {
    const values = Array.from({ length: 1_000 }, (_, index) => index + 1);
    expect(tailOf(values)).toEqual({ count: 1_000, p50: 500, p95: 950, p99: 990, p999: 999, max: 1_000 });
    expect(tailOf([])).toBeUndefined();
  });
});
