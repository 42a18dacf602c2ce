import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../core/system.ts';
import { traceOrder } from './trace-order.ts';

let seq = 0;
const entry = (system: string, kind: string, key: string, data: LedgerEntry['data'] = {}): LedgerEntry => ({
  seq: (seq += 1),
  at: seq,
  system,
  kind,
  key,
  data,
});

describe('one order in the ledgers of the outside world', () => {
  const ledger = [
    entry('douyin', 'order-paid', '4701', { payFen: 9900 }),
    entry('douyin', 'order-paid', '4702', { payFen: 1 }),
    entry('douyin', 'push-acknowledged', '4701'),
    entry('qimen', 'delivery-order', 'DY1-00001-1', { warehouse: 'WH-HZ' }),
    entry('sf', 'parcel-received', 'SF60', { reference: 'DY1-00001-1' }),
    entry('qimen', 'outbound', 'DY1-00001-1', { parcels: [{ expressCode: 'SF60' }] }),
    entry('kingdee', 'bill', 'OL-DY1-00001-1-CK1', { amountFen: 9900 }),
    entry('kingdee', 'bill', 'OL-DY1-00002-1-CK2', { amountFen: 5 }),
    entry('wechat-oa', 'message', 'openid-1', { data: { character_string1: 'SF60' } }),
    entry('sf', 'picked-up', 'SF60'),
  ];
  it('is followed from the platform over warehouse, carrier and ERP to the message, without its talk and without persons', () => {
    const seen = traceOrder(ledger, ['4701', 'DY1-00001']);
    expect(seen.map(({ system, kind }) => `${system} ${kind}`)).toEqual([
      'douyin order-paid',
      'qimen delivery-order',
      'sf parcel-received',
      'qimen outbound',
      'kingdee bill',
      'wechat-oa message',
      'sf picked-up',
    ]);
    expect(JSON.stringify(seen)).not.toContain('openid-1');
  });
  it('is nothing for a number that nobody knows', () => {
    expect(traceOrder(ledger, ['9', ''])).toEqual([]);
  });
});
