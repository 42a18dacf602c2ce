import { describe, expect, it } from 'vitest';
import { hourPoints, inSteps, levels, rangeWithLimit } from './day-axis.ts';

describe('a day as a curve', () => {
  it('puts each hour in its middle and keeps gaps', () => {
    expect(hourPoints([10, null, 20], { bottom: 0, top: 20 })).toEqual([{ x: 0.5 / 24, y: 0.5 }, undefined, { x: 2.5 / 24, y: 1 }]);
  });
  it('shows the limit unless the day stays far below it', () => {
    const near = rangeWithLimit([4000, 5000], 5400);
    expect(near.showsLimit).toBe(true);
    expect(near.bottom).toBeLessThan(4000);
    expect(near.top).toBeGreaterThan(5400);
    const far = rangeWithLimit([40, 60], 5400);
    expect(far.showsLimit).toBe(false);
    expect(far.top).toBe(90);
    expect(rangeWithLimit([9000], 5400).top).toBeGreaterThan(9000);
    expect(rangeWithLimit([null], 5400).showsLimit).toBe(true);
  });
  it('leaves out the step that still runs', () => {
    expect(inSteps([1, 2, 3, 4, null, null], 2)).toEqual([3, 7, null]);
    expect(inSteps([1, 2, 3, null, null, null], 2)).toEqual([3, null, null]);
  });
  it('has levels that are whole numbers', () => {
    expect(levels(178).ticks.map((tick) => tick.text)).toEqual(['50', '100', '150', '200']);
    expect(levels(3)).toEqual({ top: 4, ticks: [1, 2, 3, 4].map((text) => ({ at: text / 4, text: String(text) })) });
    expect(levels(1).top).toBe(2);
  });
});
