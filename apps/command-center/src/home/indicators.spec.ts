import { describe, expect, it } from 'vitest';
import { isWeak, weakest } from './indicators.ts';

describe('the weakest indicator', () => {
  it('is the lowest of those with data: what is missing is not zero', () => {
    const indicators = [
      { key: 'ON_TIME_SHIPPING', share: 0.97 },
      { key: 'FIRST_RESPONSE', share: null },
      { key: 'SELF_HEALING', share: 0.64 },
    ];
    expect(weakest(indicators)?.key).toBe('SELF_HEALING');
    expect(weakest([{ key: 'FIRST_RESPONSE', share: null }])).toBeUndefined();
  });
  it('is marked when one in ten is missed', () => {
    expect([isWeak(0.89), isWeak(0.9), isWeak(undefined), isWeak(null), isWeak(0)]).toEqual([true, false, false, false, true]);
  });
});
