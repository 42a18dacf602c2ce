import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../src/core/big-json.ts';
import { isObject, parseJson } from '../src/core/big-json.ts';
import { object, rows } from './douyin-seller.ts';
import { eventually, openWorld } from './open-world.ts';
import type { OpenWorld } from './open-world.ts';

const APP = { appid: 'wxsandbox000000001', secret: 'sandbox-weixin-secret', grant_type: 'client_credential' };
const LINES = [
  { sku: 'TEA-WHITE-GIFT', quantity: 2 },
  { sku: 'CUP-CELADON', quantity: 1 },
];

let world: OpenWorld;
let token = '';

beforeAll(async () => {
  world = await openWorld({ speed: 20 });
  token = String((await plainToken())['access_token']);
});
afterAll(() => world.close());

async function plainToken(): Promise<JsonObject> {
  return object(parseJson(await (await fetch(`${world.base}/weixin/cgi-bin/token?${new URLSearchParams(APP)}`)).text()));
}

async function stableToken(more: object = {}): Promise<JsonObject> {
  const answer = await fetch(`${world.base}/weixin/cgi-bin/stable_token`, { method: 'POST', body: JSON.stringify({ ...APP, ...more }) });
  return object(parseJson(await answer.text()));
}

async function call(path: string, body: object, withToken = token): Promise<JsonObject> {
  const answer = await fetch(`${world.base}/weixin/channels/ec${path}?access_token=${withToken}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const parsed = parseJson(await answer.text());
  return isObject(parsed) ? parsed : {};
}

async function place(more: object = {}): Promise<string> {
  const { orders } = await world.control<{ orders: string[] }>('/orders', { channel: 'WX', lines: LINES, push: 'never', ...more });
  return orders[0] ?? '';
}

async function order(no: string): Promise<JsonObject> {
  return object((await call('/order/get', { order_id: no }))['order']);
}

const parcel = (skuId: string, productId: string, count: number, waybill: string): JsonObject => ({
  delivery_id: 'SF',
  waybill_id: waybill,
  deliver_type: 1,
  product_infos: [{ product_id: productId, sku_id: skuId, product_cnt: count }],
});
const GIFT = ['20000000000001', '10000000000001'] as const;
const CUP = ['20000000000004', '10000000000004'] as const;

describe('the WeChat tokens', () => {
  it("are refused with the platform's own codes", async () => {
    expect(await call('/order/get', {}, 'nonsense')).toMatchObject({ errcode: 40001 });
    expect(await call('/order/get', {}, '')).toMatchObject({ errcode: 41001 });
    const wrong = await fetch(`${world.base}/weixin/cgi-bin/token?${new URLSearchParams({ ...APP, secret: 'x' })}`);
    expect(await wrong.json()).toMatchObject({ errcode: 40001 });
    const unknown = await fetch(`${world.base}/weixin/cgi-bin/token?${new URLSearchParams({ ...APP, appid: 'wx0' })}`);
    expect(await unknown.json()).toMatchObject({ errcode: 40013 });
  });

  it('stay the same from the stable call until a refresh is forced', async () => {
    const first = await stableToken();
    expect((await stableToken())['access_token']).toBe(first['access_token']);
    const forced = await stableToken({ force_refresh: true });
    expect(forced['access_token']).not.toBe(first['access_token']);
    expect((await call('/order/deliverycompanylist/get', {}, String(forced['access_token'])))['errcode']).toBe(0);
  });

  it('of the plain call leave the old one for a short overlap', async () => {
    const next = String((await plainToken())['access_token']);
    expect(next).not.toBe(token);
    expect((await call('/order/deliverycompanylist/get', {}, token))['errcode']).toBe(0);
    token = next;
  });

  it('of the service account do not open the shop', async () => {
    const answer = await fetch(
      `${world.base}/weixin/cgi-bin/token?${new URLSearchParams({ ...APP, appid: 'wxsandboxoa0000001', secret: 'sandbox-oa-secret' })}`,
    );
    const other = object(parseJson(await answer.text()));
    expect(await call('/order/get', {}, String(other['access_token']))).toMatchObject({ errcode: 40014 });
  });

  it('end at once when they misbehave so', async () => {
    await world.control('/misbehave', { system: 'weixin-token', kind: 'expire-token', next: 1 });
    expect(await call('/order/get', { order_id: '1' })).toMatchObject({ errcode: 42001 });
    expect(await call('/order/get', { order_id: '1' })).toMatchObject({ errcode: 42001 });
    token = String((await plainToken())['access_token']);
  });
});

describe('the WeChat shop orders', () => {
  it('are paged behind a key that belongs to one filter', async () => {
    const { orders } = await world.control<{ orders: string[] }>('/orders', {
      channel: 'WX',
      count: 120,
      push: 'never',
      lines: [{ sku: 'TEA-JASMINE-50', quantity: 1 }],
    });
    const now = Math.floor(Date.now() / 1000);
    const filter = { update_time_range: { start_time: now - 3600, end_time: now + 5 }, page_size: 50 };
    const seen: string[] = [];
    let nextKey = '';
    let pages = 0;
    do {
      const page = await call('/order/list/get', { ...filter, next_key: nextKey });
      seen.push(...(Array.isArray(page['order_id_list']) ? page['order_id_list'].map(String) : []));
      nextKey = page['has_more'] === true ? String(page['next_key']) : '';
      pages += 1;
      if (pages === 1)
        expect(await call('/order/list/get', { ...filter, status: 20, next_key: nextKey })).toMatchObject({ errcode: 606006 });
    } while (nextKey !== '');
    expect(pages).toBeGreaterThanOrEqual(3);
    expect(new Set(seen).size).toBe(seen.length);
    expect(orders.every((no) => seen.includes(no))).toBe(true);
  });

  it('refuse a window of more than seven days', async () => {
    expect(await call('/order/list/get', { update_time_range: { start_time: 1, end_time: 8 * 86_400 }, page_size: 10 })).toMatchObject({
      errcode: 31042,
    });
  });

  it('mask the receiver until it is asked for, and add up to the fen', async () => {
    const no = await place({ address: { name: '测试人', phone: '13800002222', detail: '梅园路9号' } });
    const shown = await order(no);
    expect(JSON.stringify(shown)).not.toContain('测试人');
    expect(JSON.stringify(shown)).not.toContain('梅园路9号');
    const opened = object((await call('/order/sensitiveinfo/decode', { order_id: no }))['address_info']);
    expect(opened['user_name']).toBe('测试人');
    const details = object(shown['order_detail']);
    const price = object(details['price_info']);
    const paid = rows(details['product_infos']).reduce((sum, line) => sum + Number(line['real_price']), 0);
    expect(price['order_price']).toBe(paid + Number(price['freight']));
    expect(price['order_price']).toBe(Number(price['product_price']) + Number(price['freight']) - Number(price['discounted_price']));
  });
});

describe('the WeChat shop ship notice', () => {
  it('knows no idempotency: the same parcel again is refused', async () => {
    const no = await place();
    const body = { order_id: no, delivery_list: [parcel(...GIFT, 2, 'SF2000000000001')] };
    expect((await call('/order/delivery/send', body))['errcode']).toBe(0);
    expect((await order(no))['status']).toBe(21);
    expect((await call('/order/delivery/send', body))['errcode']).toBe(10060023);
    expect((await call('/order/delivery/send', { order_id: no, delivery_list: [parcel(...CUP, 1, 'SF2000000000002')] }))['errcode']).toBe(
      0,
    );
    expect((await order(no))['status']).toBe(30);
    expect((await call('/order/delivery/send', body))['errcode']).toBe(10060012);
  });

  it('refuses what is in after-sale and ships the rest', async () => {
    const no = await place();
    await world.control(`/orders/${no}/refund-lines`, { lines: [2] });
    expect((await call('/order/delivery/send', { order_id: no, delivery_list: [parcel(...CUP, 1, 'SF2000000000003')] }))['errcode']).toBe(
      10060022,
    );
    expect((await call('/order/delivery/send', { order_id: no, delivery_list: [parcel(...GIFT, 2, 'SF2000000000003')] }))['errcode']).toBe(
      0,
    );
  });
});

describe('the WeChat shop after-sale', () => {
  it('is one per line, and the order is gone when all are refunded', async () => {
    const no = await place({ plain: true });
    await world.control(`/orders/${no}/cancel`, {});
    const now = Math.floor(Date.now() / 1000);
    const listed = await call('/aftersale/getaftersalelist', { begin_create_time: now - 60, end_create_time: now + 5 });
    const ids = Array.isArray(listed['after_sale_order_id_list']) ? listed['after_sale_order_id_list'].map(String) : [];
    const mine = [];
    for (const id of ids) {
      const one = object((await call('/aftersale/getaftersaleorder', { after_sale_order_id: id }))['after_sale_order']);
      if (one['order_id'] === no) mine.push(one);
    }
    expect(mine.map((one) => [object(one['product_info'])['count'], object(one['refund_info'])['amount'], one['status']])).toEqual([
      [2, 65_600, 'MERCHANT_PROCESSING'],
      [1, 5900, 'MERCHANT_PROCESSING'],
    ]);
    for (const one of mine)
      expect((await call('/aftersale/acceptapply', { after_sale_order_id: one['after_sale_order_id'] }))['errcode']).toBe(0);
    await eventually(async () => expect((await order(no))['status']).toBe(200));
    expect((await call('/aftersale/acceptapply', { after_sale_order_id: mine[0]?.['after_sale_order_id'] }))['errcode']).toBe(10070002);
  });

  it('can be rejected with a reason only, and the order goes on', async () => {
    const no = await place();
    const { afterSaleId } = await world.control<{ afterSaleId: string }>(`/orders/${no}/refund-lines`, { lines: [1] });
    expect((await call('/aftersale/rejectapply', { after_sale_order_id: afterSaleId }))['errcode']).toBe(40097);
    expect((await call('/aftersale/rejectapply', { after_sale_order_id: afterSaleId, reject_reason: '已发出' }))['errcode']).toBe(0);
    expect((await call('/order/delivery/send', { order_id: no, delivery_list: [parcel(...GIFT, 2, 'SF2000000000004')] }))['errcode']).toBe(
      0,
    );
  });
});

describe('the WeChat shop stock', () => {
  const [sku_id, product_id] = ['20000000000010', '10000000000010'];
  const num = async (): Promise<number> =>
    Number(object((await call('/product/stock/get', { product_id, sku_id }))['data'])['normal_stock_num']);
  const update = (diff_type: number, by: number): Promise<JsonObject> =>
    call('/product/stock/update', { product_id, sku_id, diff_type, num: by });

  it('is deducted on order and comes back only when nobody paid', async () => {
    const before = await num();
    const unpaid = await place({ lines: [{ sku: 'TEA-PUER-357', quantity: 3 }], pay: false });
    expect(await num()).toBe(before - 3);
    await world.control(`/orders/${unpaid}/cancel`, {});
    expect(await num()).toBe(before);
    const paid = await place({ lines: [{ sku: 'TEA-PUER-357', quantity: 2 }] });
    await world.control(`/orders/${paid}/refund`, { instant: true });
    await eventually(async () => expect((await order(paid))['status']).toBe(200));
    expect(await num()).toBe(before - 2);
  });

  it('takes differences, refuses zero, too little and too often', async () => {
    const before = await num();
    expect((await update(1, 0))['errcode']).toBe(10020218);
    expect((await update(2, 1_000_000))['errcode']).toBe(10020219);
    expect((await update(1, 7))['errcode']).toBe(0);
    expect((await update(1, 7))['errcode']).toBe(10020112);
    expect(await num()).toBe(before + 7);
    const batch = object((await call('/product/stock/batchget', { product_id: [product_id] }))['data']);
    expect(rows(rows(batch['spu_stock_list'])[0]?.['sku_stock'])[0]).toMatchObject({ sku_id, normal_stock_num: before + 7 });
  });
});
