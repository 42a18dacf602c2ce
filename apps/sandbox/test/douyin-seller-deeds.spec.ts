import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../src/core/big-json.ts';
import { createSeller, object, rows } from './douyin-seller.ts';
import type { Seller } from './douyin-seller.ts';
import { eventually, openWorld } from './open-world.ts';
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

describe('the Douyin ship notice', () => {
  const pack = (no: string, requestId: string): JsonObject => ({
    order_id_list: [no],
    company_code: 'shunfeng',
    logistics_code: 'SF1000000000001',
    request_id: requestId,
    shipped_order_info: [],
  });

  it('ships once for one request_id and gives the first answer again', async () => {
    const no = await place(TWO_LINES, { push: 'never' });
    const first = await seller.call('order.logisticsAddSinglePack', pack(no, `ship-${no}`));
    const again = await seller.call('order.logisticsAddSinglePack', pack(no, `ship-${no}`));
    expect(first.code).toBe(10000);
    expect(again).toEqual(first);
    const order = await detail(no);
    expect(order['order_status']).toBe(3);
    expect(rows(order['logistics_info'])).toHaveLength(1);
    const { entries } = await world.control<{ entries: { kind: string }[] }>(`/ledger?system=douyin&key=${no}`);
    expect(entries.filter(({ kind }) => kind === 'shipped')).toHaveLength(1);
  });

  it('refuses another notice for what is shipped, and an unknown carrier', async () => {
    const no = await place(TWO_LINES, { push: 'never' });
    expect((await seller.call('order.logisticsAdd', { order_id: no, company_code: 'SF', logistics_code: 'SF1000000000002' })).subCode).toBe(
      'isv.parameter-invalid',
    );
    expect(
      (await seller.call('order.logisticsAdd', { order_id: no, company_code: 'shunfeng', logistics_code: 'SF1000000000002' })).code,
    ).toBe(10000);
    expect(
      (await seller.call('order.logisticsAdd', { order_id: no, company_code: 'shunfeng', logistics_code: 'SF1000000000002' })).code,
    ).toBe(50002);
  });

  it('takes an order in two parcels through the state in between', async () => {
    const no = await place(TWO_LINES, { push: 'never' });
    const lines = rows((await detail(no))['sku_order_list']).map((line) => String(line['order_id']));
    const parcel = (index: number, quantity: number): JsonObject => ({
      company_code: 'shunfeng',
      logistics_code: `SF100000000001${index}`,
      shipped_order_info: [{ shipped_order_id: lines[index] ?? '', shipped_num: quantity }],
    });
    const half = await seller.call('order.logisticsAddMultiPack', { order_id: no, request_id: `${no}-1`, pack_list: [parcel(0, 2)] });
    expect(rows(half.data['pack_list'])).toHaveLength(1);
    expect((await detail(no))['order_status']).toBe(101);
    expect(
      (await seller.call('order.logisticsAddMultiPack', { order_id: no, request_id: `${no}-2`, pack_list: [parcel(0, 1)] })).code,
    ).toBe(50002);
    expect(
      (await seller.call('order.logisticsAddMultiPack', { order_id: no, request_id: `${no}-3`, pack_list: [parcel(1, 1)] })).code,
    ).toBe(10000);
    expect((await detail(no))['order_status']).toBe(3);
  });

  it('refuses to ship while a refund is open, and for good once it is agreed', async () => {
    const no = await place(TWO_LINES, { push: 'never' });
    const { afterSaleId } = await world.control<{ afterSaleId: string }>(`/orders/${no}/refund`, {});
    expect((await seller.call('order.logisticsAddSinglePack', pack(no, `a-${no}`))).subMsg).toContain('退款');
    const operated = await seller.call('afterSale.operate', { type: 201, items: [{ aftersale_id: afterSaleId }] });
    expect(rows(operated.data['items'])[0]).toMatchObject({ aftersale_id: afterSaleId, status_code: 0 });
    expect((await detail(no))['order_status']).toBe(4);
    expect((await seller.call('order.logisticsAddSinglePack', pack(no, `a-${no}`))).subMsg).toContain('关闭');
  });
});

describe('the Douyin refunds', () => {
  it('refund some lines and leave the rest to be shipped', async () => {
    const no = await place(TWO_LINES, { push: 'never', plain: true });
    const { afterSaleId } = await world.control<{ afterSaleId: string }>(`/orders/${no}/refund-lines`, { lines: [2] });
    const listed = await seller.call('afterSale.List', { page: 0, size: 10, order_id: no });
    expect(object(rows(listed.data['items'])[0]?.['aftersale_info'])).toMatchObject({
      aftersale_id: afterSaleId,
      aftersale_type: 2,
      aftersale_status: 6,
      refund_amount: 5900,
    });
    await seller.call('afterSale.operate', { type: 201, items: [{ aftersale_id: afterSaleId }] });
    const order = await detail(no);
    expect(order['order_status']).toBe(2);
    expect(rows(order['sku_order_list']).map((line) => line['order_status'])).toEqual([2, 4]);
    const shipped = await seller.call('order.logisticsAddSinglePack', {
      order_id_list: [no],
      company_code: 'shunfeng',
      logistics_code: 'SF1000000000009',
      request_id: `rest-${no}`,
      shipped_order_info: [],
    });
    expect(shipped.code).toBe(10000);
    expect(rows(rows((await detail(no))['logistics_info'])[0]?.['product_info'])).toHaveLength(1);
  });

  it('let the order go on when they are refused, which needs a reason', async () => {
    const no = await place(TWO_LINES, { push: 'never' });
    const { afterSaleId } = await world.control<{ afterSaleId: string }>(`/orders/${no}/refund`, {});
    const operate = (item: JsonObject): Promise<JsonObject | undefined> =>
      seller
        .call('afterSale.operate', { type: 202, items: [{ aftersale_id: afterSaleId, ...item }] })
        .then(({ data }) => rows(data['items'])[0]);
    expect(await operate({})).toMatchObject({ status_code: 10004 });
    expect(await operate({ reason: '已发出' })).toMatchObject({ status_code: 0 });
    expect(await operate({ reason: '已发出' })).toMatchObject({ status_code: 10002 });
    const found = await seller.call('afterSale.Detail', { after_sale_id: afterSaleId });
    expect(object(object(found.data['process_info'])['after_sale_info'])).toMatchObject({ after_sale_status: 27 });
    expect((await detail(no))['order_status']).toBe(2);
  });

  it('are agreed by the platform itself when they are quick ones', async () => {
    const no = await place(TWO_LINES, { push: 'never' });
    await world.control(`/orders/${no}/refund`, { instant: true });
    await eventually(async () => expect((await detail(no))['order_status']).toBe(4));
  });
});

describe('the Douyin faults', () => {
  it('do the work and lose the answer', async () => {
    const no = await place(TWO_LINES, { push: 'never' });
    await world.control('/misbehave', {
      system: 'douyin',
      operation: 'order.logisticsAddSinglePack',
      kind: 'lose-answer',
      keys: [no],
      next: 1,
    });
    const body = {
      order_id_list: [no],
      company_code: 'shunfeng',
      logistics_code: 'SF1000000000020',
      request_id: `lost-${no}`,
      shipped_order_info: [],
    };
    await expect(seller.call('order.logisticsAddSinglePack', body)).rejects.toThrow('fetch failed');
    expect((await detail(no))['order_status']).toBe(3);
    expect((await seller.call('order.logisticsAddSinglePack', body)).code).toBe(10000);
  });

  it('rename a field, answer 200 with a no, and answer 500', async () => {
    const no = await place(TWO_LINES, { push: 'never' });
    const rule = { system: 'douyin', operation: 'order.orderDetail', keys: [no], next: 1 };
    await world.control('/misbehave', { ...rule, kind: 'rename-field', from: 'pay_amount', to: 'paid_amount' });
    expect(await detail(no)).toHaveProperty('paid_amount');
    expect(await detail(no)).toHaveProperty('pay_amount');
    await world.control('/misbehave', { ...rule, kind: 'business-error' });
    expect((await seller.call('order.orderDetail', { shop_order_id: no })).subCode).toBe('isv.traffic-limited');
    await world.control('/misbehave', { ...rule, kind: 'http-500' });
    await expect(seller.call('order.orderDetail', { shop_order_id: no })).rejects.toThrow();
  });
});
