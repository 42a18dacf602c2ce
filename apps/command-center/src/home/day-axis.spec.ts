import { describe, expect, it } from 'vitest';
import { hourPoints, inSteps, levels, topWithLimit } from './day-axis.ts';

describe('a day as a curve', () => {
  it('puts each hour in its middle and keeps gaps', () => {
    expect(hourPoints([10, null, 20], 20)).toEqual([{ x: 0.5 / 24, y: 0.5 }, undefined, { x: 2.5 / 24, y: 1 }]);
  });
  it('shows the limit unless the day stays far below it', () => {
    expect(topWithLimit([4000, 5000], 5400)).toEqual({ top: 5400 * 1.3, showsLimit: true });
    expect(topWithLimit([60], 5400)).toEqual({ top: 84, showsLimit: false });
    expect(topWithLimit([9000], 5400).top).toBeCloseTo(10_080);
  });
  it('leaves out the step that still runs', () => {
    expect(inSteps([1, 2, 3, 4, null, null], 2)).toEqual([3, 7, null]);
    expect(inSteps([1, 2, 3, null, null, null], 2)).toEqual([3, null, null]);
  });
  it('has levels that are whole numbers', () => {
    expect(levels(178).ticks.map((tick) => tick.text)).toEqual(['100', '200']);
    expect(levels(3).top).toBe(5);
  });
});
