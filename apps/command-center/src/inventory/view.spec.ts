import { describe, expect, it } from 'vitest';
import { pressing, stockAddress, stockFilter, skuAddress } from './view.ts';

describe('the stock page', () => {
  it('writes only what differs from the default into its address (L2)', () => {
    expect(stockAddress({ q: '', view: 'all', warehouse: '' })).toBe('/inventory');
    expect(stockAddress({ view: 'low', warehouse: 'WH-HZ' })).toBe('/inventory?view=low&warehouse=WH-HZ');
    expect(skuAddress('A/B 1')).toBe('/inventory/A%2FB%201');
  });
  it('asks without the white space around a pasted code', () => {
    expect(stockFilter({ q: ' TEA ', view: 'all', warehouse: '' })).toEqual({ search: 'TEA', warehouseId: null });
  });
  it('is red when orders wait, whatever the days left say', () => {
    expect(pressing({ waitingOrders: 1, availableToPromise: 9, daysLeft: 90 })).toBe('red');
    expect(pressing({ waitingOrders: 0, availableToPromise: 9, daysLeft: 2.9 })).toBe('amber');
    expect(pressing({ waitingOrders: 0, availableToPromise: 9, daysLeft: null })).toBe('plain');
    expect(pressing({ waitingOrders: 0, availableToPromise: 0, daysLeft: null })).toBe('red');
  });
});
