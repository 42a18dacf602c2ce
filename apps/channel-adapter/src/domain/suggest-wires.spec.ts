import { describe, expect, it } from 'vitest';
import { suggestSkus } from './suggest-skus.ts';
import { nameLikeness, suggestWires } from './suggest-wires.ts';
import type { MappingRule } from './mapping.ts';

const rule = (target: string, ...sources: string[]): MappingRule => ({
  target,
  sources,
  type: 'MONEY',
  unit: 'FEN',
  fallback: null,
  required: true,
  values: null,
});
const rules = [
  rule('paidAmount', '/pay_amount'),
  rule('freightAmount', '/post_amount'),
  rule('lines[].paidShare', '/list/*/pay_amount'),
  rule('presale', '/list/0/pre_sale_type'),
];
const order = (amount: number, paid = 'pay_amount'): object => ({
  order_id: `47059674881000${amount}`,
  create_time: 1795335681 + amount,
  post_amount: 600,
  [paid]: amount,
  list: [{ item_num: 2, [paid]: amount / 2, pre_sale_type: 0 }],
});
const understood = [9900, 35604, 65600, 1200].map((amount) => order(amount));

describe('a wire for a field that a platform renamed', () => {
  it('is found by place, name and values, on the order and inside its lines', () => {
    const fresh = [5900, 26800, 71500].map((amount) => order(amount, 'paid_amount_v2'));
    const wires = suggestWires({ rules, understood, fresh });
    expect(wires.map(({ target, from, to }) => `${target}: ${from} > ${to}`).toSorted()).toEqual([
      'lines[].paidShare: /list/*/pay_amount > /list/*/paid_amount_v2',
      'paidAmount: /pay_amount > /paid_amount_v2',
    ]);
    expect(Math.min(...wires.map(({ confidence }) => confidence))).toBeGreaterThan(0.75);
    expect(wires[0]?.reasons).toContain('SAME_PLACE');
  });

  it('keeps the position that a rule reads', () => {
    const fresh = understood.map((one) => ({ ...one, list: [{ item_num: 1, pay_amount: 5, presale_type: 0 }] }));
    expect(suggestWires({ rules, understood, fresh })).toMatchObject([{ target: 'presale', to: '/list/0/presale_type' }]);
  });

  it('is not invented when nothing vanished, when the newcomer has another type, or when it stood there before', () => {
    expect(suggestWires({ rules, understood, fresh: understood })).toEqual([]);
    const texts = [{ ...order(5900, 'x'), x: undefined, pay_amount_text: '59.00' }];
    expect(suggestWires({ rules: [rule('paidAmount', '/pay_amount')], understood, fresh: texts })).toEqual([]);
    const old = understood.map((one) => ({ ...one, paid_amount_v2: 7 }));
    const moved = [order(5900, 'paid_amount_v2')];
    expect(suggestWires({ rules: [rule('paidAmount', '/pay_amount')], understood: old, fresh: moved })).toEqual([]);
  });

  it('gives one newcomer to one old field only', () => {
    const before = understood.map((one) => ({ ...one, pay_amount_old: 700 }));
    const two = [rule('paidAmount', '/pay_amount'), rule('discountAmount', '/pay_amount_old')];
    const fresh = [5900, 26800].map((amount) => order(amount, 'pay_amount_new'));
    expect(suggestWires({ rules: two, understood: before, fresh })).toHaveLength(1);
  });

  it('knows names again through versions, cases and endings', () => {
    expect(nameLikeness('receiver_name', 'receiverName')).toBe(1);
    expect(nameLikeness('pay_amount', 'paid_amount_v2')).toBeGreaterThan(0.4);
    expect(nameLikeness('pay_amount', 'create_time')).toBeLessThan(0.3);
  });
});

describe('a product for a code that nobody bound', () => {
  const products = [
    { sku: 'TEA-WHITE-GIFT', name: '白茶礼盒', nameEn: 'White tea gift box' },
    { sku: 'CUP-CELADON', name: '青瓷茶杯', nameEn: 'Celadon cup' },
  ];
  const strange = { platformSku: '88', merchantCode: '', title: '' };
  it('is the one with the same code in other letters', () => {
    expect(suggestSkus({ ...strange, merchantCode: 'cup_celadon' }, products, new Map())[0]).toEqual({
      sku: 'CUP-CELADON',
      confidence: 0.95,
      reason: 'SAME_CODE',
    });
  });
  it('is the one whose name stands in a long title', () => {
    expect(suggestSkus({ ...strange, title: '青野旗舰店 正品白茶礼盒 送礼 250g' }, products, new Map())[0]).toMatchObject({
      sku: 'TEA-WHITE-GIFT',
      reason: 'TITLE_ALIKE',
    });
  });
  it('is the one that another shop bound the code to, and none when nothing is alike', () => {
    expect(suggestSkus({ ...strange, merchantCode: 'X1' }, products, new Map([['X1', 'CUP-CELADON']]))[0]?.sku).toBe('CUP-CELADON');
    expect(suggestSkus({ ...strange, merchantCode: 'ZZ-9', title: '冰箱贴' }, products, new Map())).toEqual([]);
  });
});
