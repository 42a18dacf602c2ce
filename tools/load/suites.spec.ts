import { describe, expect, it } from 'vitest';
import { goodputOf } from '../../load-tests/checks/goodput.ts';
import { bestMean, perSecond, type Passage } from '../../load-tests/checks/passages.ts';
import { tailOf } from '../../load-tests/checks/tail.ts';
import { parseLoadOptions } from '../../load-tests/runner/options.ts';
import type { Suite } from '../../load-tests/runner/suite.ts';
import { documentFindings } from '../../load-tests/runner/watches/documents.ts';
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

  it('counts an order for the phase in which it came, and a finished one for the second in which it was shown', () => {
    const passage = (receivedAt: number, shownAt: number | undefined): Passage => ({ no: '1', receivedAt, sentAt: shownAt, shownAt });
    const [before, rise] = goodputOf(phases, [passage(1_000, 2_000), passage(9_000, 14_000), passage(12_000, undefined)], 0);
    expect(before).toMatchObject({ accepted: 2, finished: 2, acceptedPerSecond: 0.2, shownPerSecond: 0.1, ms: [1_000, 5_000] });
    expect(before?.goodput).toBeCloseTo(2 / 14);
    expect(rise).toMatchObject({ accepted: 1, finished: 0, shownPerSecond: 0.1 });
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

describe('documents of the command center under load', () => {
  const metric = (values: Readonly<Record<string, number>>) => ({ values });
  const list = metric({ count: 8, med: 20, 'p(95)': 60, 'p(99)': 90, max: 95 });

  it('are told with their times and held against the budget of the list', () => {
    const found = documentFindings({ document_OrdersPage: list });
    expect(found.sections?.[0]?.rows).toEqual([['OrdersPage', '8', '20.0', '60.0', '90.0', '95.0']]);
    expect(found.goals?.[0]).toMatchObject({ measured: '60 ms over 8', met: 'pass' });
    expect(found.verdicts?.[0]?.holds).toBe(true);
  });

  it('fail the run when one had no clean answer, or when none was asked', () => {
    expect(documentFindings({ document_OrdersPage: list, documents_failed: metric({ count: 1 }) }).verdicts?.[0]?.holds).toBe(false);
    expect(documentFindings({}).verdicts?.[0]?.holds).toBe(false);
  });
});
