import { describe, expect, it } from 'vitest';
import { barOf } from './ThresholdBar.tsx';

describe('a value against its thresholds', () => {
  it('puts red at three quarters and never leaves the bar', () => {
    expect(barOf(50, 10, 100)).toEqual({ fill: 37.5, orange: 7.5, red: 75 });
    expect(barOf(5000, 10, 100).fill).toBe(100);
  });
  it('shows one beside nothing', () => {
    expect(barOf(0, 1, 20).fill).toBe(0);
    expect(barOf(0.01, 1, 20).fill).toBe(2);
  });
});
