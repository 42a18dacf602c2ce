import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../hub/sandbox.ts';
import { accountsOf } from './ends.ts';
import type { Delivery, History } from './history.ts';
import { judge, rules } from './rules.ts';

type Said = Omit<LedgerEntry, 'seq' | 'at'>;

const said = (system: string, kind: string, key: string, data: Record<string, unknown> = {}): Said => ({ system, kind, key, data });

const out = (over: Record<string, unknown> = {}): Said =>
  said('qimen', 'outbound', 'DY1-1', {
    outBizCode: 'CK1-1',
    brokeWord: false,
    parcels: [{ expressCode: 'SF1', items: [{ itemCode: 'TEA', quantity: 2 }] }],
    ...over,
  });

const shipped: readonly Said[] = [
  said('douyin', 'order-paid', '100'),
  said('qimen', 'delivery-order', 'DY1-1'),
  out(),
  said('sf', 'waybill', 'SF1', { orderId: 'DY1-1' }),
  said('kingdee', 'bill', 'V1', { id: 1, amountFen: 100 }),
  said('wechat-oa', 'message', 'oS1', { data: { number: 'SF1' } }),
  said('douyin', 'shipped', '100', { trackingNo: 'SF1' }),
];

const refundedLedger: readonly Said[] = [
  said('douyin', 'order-paid', '100'),
  said('qimen', 'delivery-order', 'DY1-1'),
  said('douyin', 'refund-applied', '100', { afterSaleId: '9' }),
  said('qimen', 'cancelled', 'DY1-1'),
  said('douyin', 'refund-answered', '9', { agree: true, verdict: 'done' }),
  said('douyin', 'order-cancelled', '100'),
];

const line = { sku: 'TEA', skuId: '17', quantity: 2, shipped: 2, refunded: false, inAfterSale: 0 };
const order = {
  id: '100',
  buyer: 1,
  statusText: '已发货',
  payFen: 100,
  payTime: 1,
  lines: [line],
  afterSales: [],
  receiver: { name: '', phone: '', address: { detail: '' } },
};
const refundedOrder = { ...order, lines: [{ ...line, shipped: 0, refunded: true, afterSaleId: '9' }] };

const delivery: Delivery = {
  code: 'DY1-1',
  warehouse: 'WH',
  stage: 'shipped',
  breaksItsWord: false,
  lines: [{ lineNo: '1', sourceOrderCode: '100', itemCode: 'TEA', planQty: 2 }],
  parcels: [],
};

function history(ledger: readonly Said[], change: Partial<History> = {}): History {
  return {
    acked: ['100'],
    ledger: ledger.map((entry, index) => ({ ...entry, seq: index + 1, at: index })),
    platform: new Map([['100', order]]),
    deliveries: new Map([['DY1-1', delivery]]),
    doubles: {},
    followers: new Set(['100']),
    conflicts: new Set(),
    ...change,
  };
}

const cancelled = { platform: new Map([['100', refundedOrder]]), deliveries: new Map([['DY1-1', { ...delivery, stage: 'cancelled' }]]) };

describe('the checker', () => {
  it('has nothing to say of an order that was shipped, booked, told and numbered once', () => {
    expect(judge(history(shipped))).toEqual({});
    expect(accountsOf(history(shipped)).get('100')?.end).toBe('SHIPPED');
  });

  it('has nothing to say of an order that was stopped and then refunded', () => {
    expect(judge(history(refundedLedger, cancelled))).toEqual({});
    expect(accountsOf(history(refundedLedger, cancelled)).get('100')?.end).toBe('CANCELLED');
  });

  // Each world is wronged in one way; a rule that does not see it would let the campaign pass over anything.
  const planted: readonly (readonly [string, History])[] = [
    [
      'every paid order ends in one state',
      history(shipped.slice(0, 2), { deliveries: new Map([['DY1-1', { ...delivery, stage: 'packed' }]]) }),
    ],
    ['every paid order ends in one state', history(shipped.slice(0, 1), { deliveries: new Map() })],
    ['no acked order is lost', history(shipped, { acked: ['100', '200'] })],
    [
      'no unit is sent twice',
      history([...shipped, said('qimen', 'delivery-order', 'DY1-2')], {
        deliveries: new Map([
          ['DY1-1', delivery],
          ['DY1-2', { ...delivery, code: 'DY1-2' }],
        ]),
      }),
    ],
    ['every outbound has one voucher', history(shipped.filter((one) => one.system !== 'kingdee'))],
    ['every outbound has one voucher', history([...shipped, said('kingdee', 'bill', 'V2', { id: 2, amountFen: 100 })])],
    ['every outbound has one voucher', history(shipped, { doubles: { kingdee: ['V1'] } })],
    ['every parcel has one waybill', history(shipped.filter((one) => one.kind !== 'waybill'))],
    ['every parcel has one waybill', history(shipped, { doubles: { sf: ['DY1-1'] } })],
    ['every parcel has one waybill', history(shipped, { doubles: { 'sf unannounced': ['SF9'] } })],
    ['every follower gets one card per parcel', history([...shipped, said('wechat-oa', 'message', 'oS1', { data: { number: 'SF1' } })])],
    ['every follower gets one card per parcel', history(shipped.filter((one) => one.system !== 'wechat-oa'))],
    [
      'every parcel is told to its platform once, with its number',
      history([...shipped, said('douyin', 'shipped', '100', { trackingNo: 'SF1' })]),
    ],
    [
      'every parcel is told to its platform once, with its number',
      history([...shipped, said('douyin', 'shipped', '100', { trackingNo: 'SF7' })]),
    ],
    ['every parcel is told to its platform once, with its number', history(shipped.filter((one) => one.kind !== 'shipped'))],
    [
      'a refund is agreed only after the stop, and never refused',
      history(
        refundedLedger.filter((one) => one.kind !== 'cancelled'),
        cancelled,
      ),
    ],
    [
      'a refund is agreed only after the stop, and never refused',
      history(
        refundedLedger.map((one) => (one.kind === 'refund-answered' ? { ...one, data: { agree: false, verdict: 'done' } } : one)),
        cancelled,
      ),
    ],
    [
      'nothing leaves after a cancel, unless the warehouse breaks its word and that is shown',
      history([said('qimen', 'cancelled', 'DY1-1'), ...shipped]),
    ],
    [
      'nothing leaves after a cancel, unless the warehouse breaks its word and that is shown',
      history([said('qimen', 'cancelled', 'DY1-1'), ...shipped.filter((one) => one.kind !== 'outbound'), out({ brokeWord: true })]),
    ],
    ['nothing is sent for an order that the platform has ended', history([said('douyin', 'order-cancelled', '100'), ...shipped])],
    ['nobody outside sees a wrong signature of ours', history([...shipped, said('qimen', 'bad-sign', 'order.cancel')])],
    ['nobody is told the same twice', history(shipped, { doubles: { wecom: ['m'] } })],
  ];

  it.each(planted)('sees a planted breach of: %s', (rule, world) => {
    expect(Object.keys(judge(world))).toContain(rule);
  });

  it('has a planted breach for each of its rules', () => {
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(Object.keys(rules)));
  });

  it('takes a broken word for what it is once it is shown to a person', () => {
    const world = history(
      [said('qimen', 'cancelled', 'DY1-1'), ...shipped.filter((one) => one.kind !== 'outbound'), out({ brokeWord: true })],
      { deliveries: new Map([['DY1-1', { ...delivery, breaksItsWord: true }]]), conflicts: new Set(['100']) },
    );
    expect(judge(world)).toEqual({});
    expect(accountsOf(world).get('100')?.end).toBe('BROKEN_WORD');
  });
});
