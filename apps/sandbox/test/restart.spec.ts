import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSeller, rows } from './douyin-seller.ts';
import { eventually, openReceiver, openWorld } from './open-world.ts';

const LINES = [{ sku: 'TEA-WHITE-GIFT', quantity: 1 }];

describe('the outside world after a restart', () => {
  it('has its orders, refunds, tokens, answers, stock and ledger, and sends what nobody acknowledged', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const receiver = await openReceiver();
    receiver.answerWith(() => ({ status: 503, body: '' }));
    const first = await openWorld({ dataFolder, receiver });
    const seller = createSeller(first.base);
    await seller.authorise();
    const { orders } = await first.control<{ orders: string[] }>('/orders', { channel: 'DY', lines: LINES, count: 2, pay: false });
    const { orders: wechat } = await first.control<{ orders: string[] }>('/orders', { channel: 'WX', lines: LINES, push: 'never' });
    const [no = '', refunding = ''] = orders;
    for (const one of orders) await first.control(`/orders/${one}/pay`, {});
    await first.control(`/orders/${refunding}/refund`, {});
    const notice = {
      order_id_list: [no],
      company_code: 'shunfeng',
      logistics_code: 'SF3000000000001',
      request_id: 'r1',
      shipped_order_info: [],
    };
    const shipped = await seller.call('order.logisticsAddSinglePack', notice);
    await seller.call('sku.syncStockBatchMultiProducts', {
      idempotent_id: 'k',
      items: [{ product_id: '1', sku_id: '1700000000000000009', stock_num: 42 }],
    });
    const before = await first.control<{ ledger: { size: number } }>('/state');
    const views = await Promise.all([...orders, ...wechat].map((one) => first.control(`/orders/${one}`)));
    await eventually(() => expect(receiver.received.length).toBeGreaterThan(5));
    await first.close();

    receiver.forget();
    receiver.answerWith(() => ({ body: '{"code":0,"msg":"success"}' }));
    const second = await openWorld({ dataFolder, receiver });
    try {
      expect(await Promise.all([...orders, ...wechat].map((one) => second.control(`/orders/${one}`)))).toEqual(views);
      const after = await second.control<{ ledger: { size: number } }>('/state');
      expect(after.ledger.size).toBeGreaterThanOrEqual(before.ledger.size);
      const again = Object.assign(createSeller(second.base), { token: seller.token });
      expect(await again.call('order.logisticsAddSinglePack', notice)).toEqual(shipped);
      expect((await again.call('sku.stockNum', { sku_id: '1700000000000000009' })).data['stock_num']).toBe(42);
      expect(rows((await again.call('afterSale.List', { page: 0, size: 10 })).data['items'])).toHaveLength(1);
      await eventually(() =>
        expect(new Set(receiver.received.map(({ body }) => /\\"p_id\\":\\?"?(\d+)/.exec(body)?.[1]))).toEqual(new Set(orders)),
      );
    } finally {
      await second.close();
      await receiver.close();
      rmSync(dataFolder, { recursive: true });
    }
  });
});
