import { describe, expect, it } from 'vitest';
import { asStep, isLate, warehouseAddress, warehouseDayAddress } from './steps.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

describe('the steps of a warehouse', () => {
  it('are late by their own clocks, and never while nothing stands there', () => {
    expect(isLate('STOPPING', '2026-11-22T11:54:00Z', now)).toBe(true);
    expect(isLate('ACCEPTED', '2026-11-22T11:54:00Z', now)).toBe(false);
    expect(isLate('STOPPING', null, now)).toBe(false);
  });
  it('have an address each, and one for the day', () => {
    expect(warehouseAddress('WH-HZ')).toBe('/warehouses/WH-HZ');
    expect(warehouseAddress('WH-HZ', 'PICKED')).toBe('/warehouses/WH-HZ?step=PICKED');
    expect(warehouseDayAddress('WH-HZ', '2026-11-22')).toBe('/warehouses/WH-HZ?day=2026-11-22');
    expect(asStep('NONE')).toBeUndefined();
  });
});
