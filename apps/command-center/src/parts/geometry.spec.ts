import { describe, expect, it } from 'vitest';
import { bandWidths, flowShape, stuckLength } from './gate-flow.ts';
import { areaPath, linePath, niceTop, pointsOf, spoke } from './geometry.ts';

describe('a line', () => {
  it('has a gap where a value is missing, and no ground under the gap', () => {
    const points = pointsOf([0, 5, null, 10, 10], 10);
    expect(linePath(points, 100, 10)).toBe('M0 10L25 5M75 0L100 0');
    expect(areaPath(points, 100, 10)).toBe('M0 10L25 5L25 10L0 10ZM75 0L100 0L100 10L75 10Z');
  });
  it('stays inside its box when a value is above the top', () => {
    expect(linePath(pointsOf([30], 10), 100, 10)).toBe('M0 0');
  });
  it.each([
    [0, 1],
    [0.7, 0.8],
    [3, 3],
    [178, 200],
    [612, 800],
    [201, 250],
  ])('ends at a round number: %d under %d', (value, top) => expect(niceTop(value)).toBe(top));
});

describe('the spokes of the radar', () => {
  it('begin at the top and go clockwise', () => {
    expect(spoke(0, 12, 1)).toEqual({ x: 0, y: -1 });
    expect(spoke(3, 12, 1)).toEqual({ x: 1, y: 0 });
    expect(spoke(6, 12, 0.5)).toEqual({ x: 0, y: 0.5 });
  });
});

describe('the band through the gates', () => {
  const gates = [38412, 38376, 38229, 38198, 38121, 31906, 12].map((passed, index) => ({ passed, stuck: index === 5 ? 412 : 0 }));
  it('is as wide as the orders that passed, and never vanishes while one flows', () => {
    const widths = bandWidths(gates, 0.04);
    expect(widths).toHaveLength(8);
    expect(widths[0]).toBe(1);
    expect(widths[6]).toBeCloseTo(31906 / 38412);
    expect(widths[7]).toBe(0.04);
    expect(bandWidths([{ passed: 0, stuck: 0 }], 0.04)).toEqual([0, 0]);
  });
  it('shows few stuck orders beside many', () => {
    expect(stuckLength(0, 412)).toBe(0);
    expect(stuckLength(1, 412)).toBe(0.05);
    expect(stuckLength(412, 412)).toBeCloseTo(0.72);
  });
  it('lets the red stretch end before its own gate, and draws none elsewhere', () => {
    const { stuck } = flowShape(gates, 700, 100, 'right');
    expect(stuck.filter((each) => each !== undefined)).toHaveLength(1);
    const [from, to] = stuck[5] ?? [];
    expect(from?.x).toBeGreaterThan(500);
    expect(to?.x).toBeLessThan(600);
    expect(from?.y).toBe(to?.y);
  });
  it('flows down when it is turned', () => {
    const { stuck } = flowShape(gates, 700, 100, 'down');
    const [from, to] = stuck[5] ?? [];
    expect(from?.x).toBe(to?.x);
    expect(to?.y).toBeLessThan(600);
  });
});
