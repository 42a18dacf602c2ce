import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Change } from './change.ts';
import { mergeChanges, mergeWindowMs, type ChangeMerger } from './merge-changes.ts';

let passed: string[] = [];
let merger: ChangeMerger;

beforeEach(() => {
  vi.useFakeTimers();
  passed = [];
  merger = mergeChanges((change) => passed.push(`${change.id} v${change.version}`));
});
afterEach(() => {
  merger.stop();
  vi.useRealTimers();
});

it('passes the first change of an order at once, and of the next ones only the newest, at the end of the window', () => {
  [1n, 2n, 3n].forEach((version) => merger.take(change('A', version)));
  merger.take(change('B', 9n));
  expect(passed).toEqual(['A v1', 'B v9']);
  vi.advanceTimersByTime(mergeWindowMs);
  expect(passed).toEqual(['A v1', 'B v9', 'A v3']);
});

it('opens a new window with what it passes, so that a busy order speaks four times a second', () => {
  for (let tick = 0; tick < 100; tick += 1) {
    merger.take(change('A', BigInt(tick + 1)));
    vi.advanceTimersByTime(10);
  }
  expect(passed).toEqual(['A v1', 'A v25', 'A v50', 'A v75', 'A v100']);
});

it('drops an older change that comes late, and is silent after stop', () => {
  merger.take(change('A', 5n));
  merger.take(change('A', 4n));
  vi.advanceTimersByTime(mergeWindowMs);
  expect(passed).toEqual(['A v5']);
  merger.take(change('A', 6n));
  merger.take(change('A', 7n));
  merger.stop();
  vi.advanceTimersByTime(mergeWindowMs * 4);
  expect(passed).toEqual(['A v5', 'A v6']);
});

function change(id: string, version: bigint): Change {
  return { id, version, gate: 1, stuck: false, status: 'PLACED', at: undefined };
}
