import { describe, expect, it } from 'vitest';
import { rowWindow, scrollFor } from './row-window.ts';

describe('the window of drawn rows', () => {
  it('draws what is seen and a few more, of a million', () => {
    const { from, until } = rowWindow({ top: 340_000, height: 640, rowHeight: 34, count: 1_000_000 });
    expect(from).toBeLessThanOrEqual(10_000);
    expect(until).toBeGreaterThanOrEqual(10_019);
    expect(until - from).toBeLessThan(60);
  });
  it('ends with the rows, and begins with the first', () => {
    expect(rowWindow({ top: 0, height: 640, rowHeight: 34, count: 5 })).toEqual({ from: 0, until: 5 });
    expect(rowWindow({ top: 0, height: 640, rowHeight: 34, count: 0 })).toEqual({ from: 0, until: 0 });
    expect(rowWindow({ top: 99_999, height: 640, rowHeight: 34, count: 10 })).toEqual({ from: 10, until: 10 });
    expect(rowWindow({ top: -40, height: 640, rowHeight: 34, count: 5 }).from).toBe(0);
  });
  it('does not draw anew for a few pixels', () => {
    const at = (top: number) => rowWindow({ top, height: 640, rowHeight: 34, count: 1000 });
    expect(at(3410)).toEqual(at(3430));
  });
});

describe('walking to a row', () => {
  it('scrolls just so far that it stands whole', () => {
    const room = { top: 340, height: 340, rowHeight: 34 };
    expect(scrollFor(12, room)).toBeUndefined();
    expect(scrollFor(9, room)).toBe(306);
    expect(scrollFor(20, room)).toBe(374);
  });
});
