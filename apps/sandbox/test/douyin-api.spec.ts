import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../src/core/big-json.ts';
import { createSeller, object, rows } from './douyin-seller.ts';
import type { Seller } from './douyin-seller.ts';
import { openWorld } from './open-world.ts';
import type { OpenWorld } from './open-world.ts';

let world: OpenWorld;
let seller: Seller;

beforeAll(async () => {
  world = await openWorld();
  seller = createSeller(world.base);
  await seller.authorise();
});
afterAll(() => world.close());

async function place(lines: readonly object[], more: object = {}): Promise<string> {
  const { orders } = await world.control<{ orders: string[] }>('/orders', { channel: 'DY', lines, ...more });
  return orders[0] ?? '';
}

async function detail(no: string): Promise<JsonObject> {
  const { data } = await seller.call('order.orderDetail', { shop_order_id: no });
  return object(data['shop_order_detail']);
}

const TWO_LINES = [
  { sku: 'TEA-WHITE-GIFT', quantity: 2 },
  { sku: 'CUP-CELADON', quantity: 1 },
];

describe('the Douyin envelope', () => {
  it('accepts both digests', async () => {
    expect((await seller.call('order.logisticsCompanyList', {}, { signMethod: 'md5' })).code).toBe(10000);
    expect((await seller.call('order.logisticsCompanyList', {}, { signMethod: 'hmac-sha256' })).code).toBe(10000);
  });

  it('refuses a body that is not the signed one, byte for byte', async () => {
    const { subCode } = await seller.call('order.searchList', { page: 0, size: 1 }, { sentBody: '{"page": 0,"size":1}' });
    expect(subCode).toBe('isv.signature-invalid');
  });

  it('refuses a stale timestamp and a timestamp of no form', async () => {
    expect((await seller.call('order.searchList', {}, { timestamp: '1767226201' })).subCode).toBe('isv.timestamp-invalid');
    expect((await seller.call('order.searchList', {}, { timestamp: 'now' })).subCode).toBe('isv.timestamp-format-error');
  });

  it("refuses a call without token, and one with somebody else's", async () => {
    expect((await seller.call('order.searchList', {}, { token: null })).subCode).toBe('isv.access-token-no-existed');
    expect((await seller.call('order.searchList', {}, { token: 'b7c1' })).subCode).toBe('isv.access-token-invalid');
  });
});

describe('the Douyin tokens', () => {
  it('gives the living token again, and rotates both on refresh', async () => {
    const { token, refreshToken } = seller;
    await seller.authorise();
    expect(seller.token).toBe(token);
    const refreshed = await seller.call('token.refresh', { grant_type: 'refresh_token', refresh_token: refreshToken }, { token: null });
    expect(refreshed.data['access_token']).not.toBe(token);
    expect((await seller.call('order.logisticsCompanyList', {})).subCode).toBe('isv.access-token-expired');
    expect(
      (await seller.call('token.refresh', { grant_type: 'refresh_token', refresh_token: refreshToken }, { token: null })).code,
    ).not.toBe(10000);
    await seller.authorise();
    expect(seller.token).toBe(refreshed.data['access_token']);
  });

  it('ends a token for good when it misbehaves so', async () => {
    await world.control('/misbehave', { system: 'douyin', operation: 'order.searchList', kind: 'expire-token', next: 1 });
    expect((await seller.call('order.searchList', { page: 0, size: 1 })).subCode).toBe('isv.access-token-expired');
    expect((await seller.call('order.searchList', { page: 0, size: 1 })).subCode).toBe('isv.access-token-expired');
    await seller.authorise();
    expect((await seller.call('order.searchList', { page: 0, size: 1 })).code).toBe(10000);
  });
});

describe('the Douyin orders', () => {
  it('show amounts that add up to the fen on every line and in the parent', async () => {
    const { orders } = await world.control<{ orders: string[] }>('/orders', {
      channel: 'DY',
      count: 40,
      push: 'never',
      lines: [
        { sku: 'TEA-OOLONG-100', quantity: 3 },
        { sku: 'CUP-CELADON', quantity: 1 },
        { sku: 'TEA-JASMINE-50', quantity: 1 },
      ],
      gifts: [{ sku: 'TRAY-BAMBOO', quantity: 1 }],
    });
    let discounted = 0;
    for (const no of orders) {
      const order = await detail(no);
      const lines = rows(order['sku_order_list']);
      const sum = (field: string): number => lines.reduce((total, line) => total + Number(line[field]), 0);
      expect(order['pay_amount']).toBe(sum('pay_amount') + Number(order['post_amount']));
      expect(order['order_amount']).toBe(Number(order['pay_amount']) + Number(order['promotion_amount']));
      for (const one of [order, ...lines]) {
        expect(one['promotion_amount']).toBe(
          Number(one['promotion_shop_amount']) + Number(one['promotion_platform_amount']) + Number(one['promotion_talent_amount']),
        );
        expect(one['platform_cost_amount']).toBe(Number(one['only_platform_cost_amount']) + Number(one['author_cost_amount']));
      }
      for (const field of ['promotion_shop_amount', 'promotion_platform_amount', 'promotion_talent_amount'])
        expect(order[field]).toBe(sum(field));
      if (Number(order['promotion_amount']) > 0) discounted += 1;
      expect(lines[3]).toMatchObject({ given_product_type: 'FREE', pay_amount: 0, master_sku_order_id_list: [no] });
    }
    expect(discounted).toBeGreaterThan(5);
  });

  it('name the first child like the parent, and hide the receiver behind ciphers that open for this order only', async () => {
    const no = await place(TWO_LINES, { address: { name: '测试人', phone: '13800001111', detail: '云栖小镇1号' }, push: 'never' });
    const other = await place(TWO_LINES, { push: 'never' });
    const order = await detail(no);
    expect(rows(order['sku_order_list']).map((line) => line['order_id'])).toEqual([no, String(BigInt(no) + 1n)]);
    expect(JSON.stringify(order)).not.toContain('测试人');
    expect(JSON.stringify(order)).not.toContain('13800001111');
    const address = object(order['post_addr']);
    expect(object(address['town'])['id']).toMatch(/^\d{6}$/);
    const cipher_infos = [order['encrypt_post_receiver'], order['encrypt_post_tel'], address['encrypt_detail']].map((cipher_text) => ({
      auth_id: no,
      cipher_text: String(cipher_text),
    }));
    const opened = rows((await seller.call('order.batchDecrypt', { cipher_infos })).data['decrypt_infos']);
    expect(opened.map((one) => one['data_type'])).toEqual([2, 3, 1]);
    expect(opened[0]?.['decrypt_text']).toBe('测试人');
    expect(opened[2]?.['decrypt_text']).toBe('云栖小镇1号');
    const phone = opened[1] ?? {};
    expect(phone['decrypt_text']).toBe(
      phone['is_virtual_tel'] === true ? `${String(phone['phone_no_a'])}-${String(phone['phone_no_b'])}` : '13800001111',
    );
    const stolen = rows(
      (await seller.call('order.batchDecrypt', { cipher_infos: [{ auth_id: other, cipher_text: String(order['encrypt_post_receiver']) }] }))
        .data['decrypt_infos'],
    );
    expect(stolen[0]).toMatchObject({ decrypt_text: '', err_no: 300008 });
  });

  it('are paged forward over a fixed window without a gap or a repeat', async () => {
    const { orders } = await world.control<{ orders: string[] }>('/orders', {
      channel: 'DY',
      count: 230,
      push: 'never',
      lines: [{ sku: 'TEA-JASMINE-50', quantity: 1 }],
    });
    const window = { update_time_start: 0, update_time_end: Math.floor(Date.now() / 1000) + 5, order_by: 'update_time', order_asc: true };
    const seen: string[] = [];
    for (let page = 0; ; page += 1) {
      const { data } = await seller.call('order.searchList', { ...window, page, size: 100 });
      const list = rows(data['shop_order_list']);
      seen.push(...list.map((order) => String(order['order_id'])));
      if (list.length < 100) {
        expect(data['total']).toBe(seen.length);
        break;
      }
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(orders.every((no) => seen.includes(no))).toBe(true);
    expect((await seller.call('order.searchList', { ...window, page: 0, size: 101 })).subCode).toBe('isv.parameter-invalid');
  });
});

describe('the Douyin stock', () => {
  const SKU = '1700000000000000003';
  const read = async (): Promise<JsonObject> => (await seller.call('sku.stockNum', { sku_id: SKU })).data;

  it('answers every row by itself, and a repeated key with what is already done', async () => {
    const write = (key: string, items: JsonObject[], incremental = false): Promise<readonly JsonObject[]> =>
      seller.call('sku.syncStockBatchMultiProducts', { idempotent_id: key, incremental, items }).then(({ data }) => rows(data['results']));
    const row = (sku_id: string, stock_num: number): JsonObject => ({ product_id: '3600000000000000003', sku_id, stock_num });
    expect(await write('k1', [row(SKU, 77), row('999', 5)])).toMatchObject([
      { sku_id: SKU, stock_num: 77, status_code: 0 },
      { status_code: 2010042 },
    ]);
    expect(await write('k1', [row(SKU, 99)])).toMatchObject([{ status_code: -20002, stock_num: 77 }]);
    expect(await write('k2', [row(SKU, -100)], true)).toMatchObject([{ status_code: -20001, stock_num: 77 }]);
    expect((await read())['stock_num']).toBe(77);
  });

  it('holds what an unpaid order wants and deducts when it is paid', async () => {
    const before = await read();
    const no = await place([{ sku: 'TEA-OOLONG-100', quantity: 4 }], { pay: false, push: 'never' });
    expect(await read()).toMatchObject({ stock_num: before['stock_num'], prehold_stock_num: Number(before['prehold_stock_num']) + 4 });
    await world.control(`/orders/${no}/pay`, {});
    expect(await read()).toMatchObject({ stock_num: Number(before['stock_num']) - 4, prehold_stock_num: before['prehold_stock_num'] });
  });

  it('writes one product all or nothing', async () => {
    const before = (await read())['stock_num'];
    const { code } = await seller.call('sku.syncStockBatch', {
      product_id: 3,
      sku_sync_list: [
        { sku_id: SKU, sku_type: 0, stock_num: 5 },
        { sku_id: '999', sku_type: 0, stock_num: 5 },
      ],
    });
    expect(code).toBe(50002);
    expect((await read())['stock_num']).toBe(before);
  });
});
