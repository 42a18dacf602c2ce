import { describe, expect, it } from 'vitest';
import { influencerOf, splitMoney } from './split-money.ts';

const given = (record: Readonly<Record<string, string>>) => Object.entries(record).map(([name, value]) => ({ name, value }));

describe('who bears the discounts', () => {
  it('is taken from the platform as it says it, and zero is nobody', () => {
    expect(splitMoney(given({ platform_cost_amount: '2500', shop_cost_amount: '1500', author_cost_amount: '0' })).discounts).toEqual([
      { by: 'platform', minor: '2500' },
      { by: 'shop', minor: '1500' },
    ]);
  });
  it('is unknown where the platform is silent or speaks no number', () => {
    expect(splitMoney(given({ platform_cost_amount: '', commission_amount: 'n/a' }))).toEqual({
      discounts: [],
      commission: undefined,
      fee: undefined,
    });
  });
});

describe('what the platform expects to keep', () => {
  it('is told apart: its own service fee, and the commission of who sold it', () => {
    expect(splitMoney(given({ predict_commission_fee: '463', commission_amount: '1029' }))).toMatchObject({
      fee: '463',
      commission: '1029',
    });
  });
});

describe('the influencer', () => {
  it('is whom the channel names', () => {
    expect(influencerOf(given({ finder_id: 'sph1' }))).toBe('sph1');
    expect(influencerOf(given({ finder_id: '' }))).toBeUndefined();
  });
});
