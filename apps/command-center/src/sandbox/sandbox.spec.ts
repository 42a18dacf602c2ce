import { describe, expect, it } from 'vitest';
import { requestOf, type HandOrder } from './order-by-hand.ts';
import { ledgerOf, parseTrace, parseWorld } from './parse-world.ts';

const order: HandOrder = {
  channel: 'DY',
  sku: 'CUP-CELADON',
  quantity: 2,
  district: '',
  push: 'normal',
  pay: true,
  vague: false,
  highValue: false,
  presale: false,
  words: ' ',
};

describe('an order by hand', () => {
  it('asks for no address and no words unless wished', () => {
    expect(requestOf(order, 5900)).toEqual({
      channel: 'DY',
      lines: [{ sku: 'CUP-CELADON', quantity: 2 }],
      push: 'normal',
      pay: true,
      preSale: false,
    });
  });
  it('is vague, far and dear when wished', () => {
    const wished = requestOf({ ...order, vague: true, highValue: true, district: '330106', words: '急' }, 5900);
    expect(wished).toMatchObject({ address: { district: '330106', detail: expect.any(String) }, words: '急', lines: [{ quantity: 339 }] });
  });
});

describe('what the sandbox says', () => {
  it('is read without trust', () => {
    expect(parseWorld(null)).toMatchObject({ speed: 0, running: false, rules: [], products: [] });
    expect(
      parseWorld({
        speed: 60,
        scenario: { running: true, settings: { rate: 20 } },
        misbehaviour: [{ id: 3, kind: 'slow', share: 0.2 }, 7],
      }),
    ).toMatchObject({
      speed: 60,
      running: true,
      rate: 20,
      rules: [{ id: 3, kind: 'slow', share: 0.2, from: '' }],
    });
    expect(parseTrace({ seen: [{ at: 0, system: 'sf', kind: 'waybill', facts: { nth: 1 } }] })).toEqual([
      { at: '1970-01-01T00:00:00.000Z', system: 'sf', kind: 'waybill', about: '', facts: [['nth', '1']] },
    ]);
    expect([ledgerOf('wechat-shop'), ledgerOf('kingdee'), ledgerOf('amap')]).toEqual(['platform', 'erp', undefined]);
  });
});
