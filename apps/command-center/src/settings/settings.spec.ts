import { describe, expect, it } from 'vitest';
import { homePart } from './parts.ts';
import { shownValue, storedValue, unitOf } from './units.ts';
import { nameOfThreshold } from './threshold-names.ts';

describe('thresholds as people type them', () => {
  it.each([
    [7_200_000, 'hours', 2],
    [300_000, 'minutes', 5],
    [3_000, 'seconds', 3],
    [90_000, 'seconds', 90],
    [0, 'minutes', 0],
  ] as const)('show %i ms in the largest whole unit, and give back the same value', (value, unit, shown) => {
    expect(unitOf(value)).toBe(unit);
    expect(shownValue(value, 'MS', unit)).toBe(shown);
    expect(storedValue(shown, 'MS', unit)).toBe(value);
  });
  it('show a share in per cent and leave counts alone', () => {
    expect(shownValue(0.1, 'SHARE', 'minutes')).toBe(10);
    expect(storedValue(10, 'SHARE', 'minutes')).toBe(0.1);
    expect(storedValue(7, 'COUNT', 'minutes')).toBe(7);
  });
  it('take the rule, its subject and its level out of the key of an alert', () => {
    expect(nameOfThreshold('STUCK_AT_GATE.3.orange')).toEqual({ rule: 'STUCK_AT_GATE', about: '3', level: 'orange' });
    expect(nameOfThreshold('WAITING_P90.red')).toEqual({ rule: 'WAITING_P90', about: '', level: 'red' });
    expect(nameOfThreshold('lockStuck')).toEqual({ key: 'lockStuck' });
  });
});

describe('the settings that open by themselves', () => {
  it('are those in which the person may work', () => {
    expect(homePart(['admin'])).toBe('accounts');
    expect(homePart(['owner'])).toBe('shops');
    expect(homePart(['operations'])).toBe('thresholds');
    expect(homePart(['warehouse'])).toBe('thresholds');
  });
});
