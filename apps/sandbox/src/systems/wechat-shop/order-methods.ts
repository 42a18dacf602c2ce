import { idText, isObject } from '../../core/big-json.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import { OUTSIDE, nowSeconds } from '../../core/clock.ts';
import { BAD_ARGUMENT, no, ok, readRange } from './answer.ts';
import type { Outcome } from './answer.ts';
import { companyName } from './companies.ts';
import { STATUS, leftToShip } from './model.ts';
import type { Delivery, Line, WechatOrder } from './model.ts';
import { readPage } from './paging.ts';
import type { Parts } from './parts.ts';
import { addressInfo, renderOrder } from './render-order.ts';

const MAX_WINDOW_SECONDS = 7 * 24 * 3600;
const MAX_PAGE = 100;
const BUYER_CONFIRMS_MS = 3 * OUTSIDE.day;

export function orderList(parts: Parts, body: JsonObject): Outcome {
  const byUpdate = body['update_time_range'] !== undefined;
  const range = readRange(body[byUpdate ? 'update_time_range' : 'create_time_range']);
  const size = Number(body['page_size'] ?? Number.NaN);
  if (range === null || !Number.isInteger(size) || size < 1 || size > MAX_PAGE) return BAD_ARGUMENT;
  if (range.to - range.from > MAX_WINDOW_SECONDS) return no(31042, 'time range too large');
  const status = body['status'] === undefined ? null : Number(body['status']);
  const openId = idText(body['openid']) ?? '';
  const keeps = (id: string): boolean => {
    const order = parts.store.orders.get(id);
    if (order === undefined || (status !== null && order.status !== status)) return false;
    return openId === '' || parts.context.buyers.byIndex(order.buyer).shopOpenId === openId;
  };
  const index = byUpdate ? parts.store.byUpdate : parts.store.byCreation;
  const page = readPage(index, range, { byUpdate, status, openId }, idText(body['next_key']) ?? '', size, keeps);
  if (page === null) return no(606006, 'filter changed while paging');
  return ok({ order_id_list: page.ids, has_more: page.hasMore, next_key: page.nextKey });
}

export function orderGet(parts: Parts, body: JsonObject): Outcome {
  const order = orderOf(parts, body);
  return order === undefined ? no(10060002, 'order not exist') : ok({ order: renderOrder(order, parts.context.buyers) });
}

export function sensitiveDecode(parts: Parts, body: JsonObject): Outcome {
  const order = orderOf(parts, body);
  if (order === undefined) return no(10060002, 'order not exist');
  parts.context.ledger.append('decrypted', parts.system, order.id, {});
  return ok({ address_info: addressInfo(order, 'plain') });
}

function orderOf(parts: Parts, body: JsonObject): WechatOrder | undefined {
  return parts.store.orders.get(idText(body['order_id']) ?? '');
}

/** No idempotency here: what was shipped once cannot be shipped again, and says so. */
export function deliverySend(parts: Parts, body: JsonObject): Outcome {
  const order = orderOf(parts, body);
  if (order === undefined) return no(10060002, 'order not exist');
  if (order.status !== STATUS.toShip && order.status !== STATUS.partlyShipped) return no(10060012, 'order status not allow delivery');
  const rows = body['delivery_list'];
  if (!Array.isArray(rows) || rows.length === 0) return BAD_ARGUMENT;
  const lines = new Map(order.lines.map((line): [string, Line] => [line.skuId, line]));
  const deliveries: Delivery[] = [];
  for (const row of rows as readonly Json[]) {
    const read = isObject(row) ? readDelivery(row, lines) : { refusal: BAD_ARGUMENT };
    if ('refusal' in read) return read.refusal;
    deliveries.push(read.delivery);
  }
  ship(parts, order, [...lines.values()], deliveries);
  return ok();
}

/** Takes the quantities off `lines`, so that two rows of one call cannot ship the same piece. */
function readDelivery(row: JsonObject, lines: Map<string, Line>): { readonly delivery: Delivery } | { readonly refusal: Outcome } {
  const deliveryId = idText(row['delivery_id']) ?? '';
  const waybillId = idText(row['waybill_id']) ?? '';
  const deliverType = Number(row['deliver_type'] ?? 1);
  const refusal = (errcode: number, errmsg: string): { readonly refusal: Outcome } => ({ refusal: no(errcode, errmsg) });
  if (deliverType !== 1 && deliverType !== 3) return refusal(40097, 'invalid deliver_type');
  if (deliverType === 1 && companyName(deliveryId) === undefined) return refusal(10060019, 'invalid delivery_id');
  if (deliverType === 1 && !/^[A-Za-z0-9-]{6,40}$/.test(waybillId)) return refusal(10060020, 'invalid waybill_id');
  const products = row['product_infos'];
  if (!Array.isArray(products) || products.length === 0) return refusal(40097, 'product_infos missing');
  const taken: { productId: string; skuId: string; quantity: number }[] = [];
  for (const product of products as readonly Json[]) {
    const skuId = isObject(product) ? (idText(product['sku_id']) ?? '') : '';
    const quantity = isObject(product) ? Number(product['product_cnt'] ?? 0) : 0;
    const line = lines.get(skuId);
    if (line === undefined || (isObject(product) && idText(product['product_id']) !== line.productId))
      return refusal(10060021, 'product not in order');
    if (line.inAfterSale > 0) return refusal(10060022, 'product is in aftersale');
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > leftToShip(line))
      return refusal(10060023, 'product_cnt exceeds what is left');
    lines.set(skuId, { ...line, shipped: line.shipped + quantity });
    taken.push({ productId: line.productId, skuId, quantity });
  }
  return { delivery: { deliveryId, waybillId, deliverType, time: nowSeconds(), products: taken } };
}

function ship(parts: Parts, order: WechatOrder, lines: Line[], deliveries: readonly Delivery[]): void {
  const whole = lines.every((line) => leftToShip(line) <= 0);
  const shipped = parts.store.change(order, {
    lines,
    deliveries: [...order.deliveries, ...deliveries],
    status: whole ? STATUS.shipped : STATUS.partlyShipped,
    ...(whole ? { shipDoneTime: nowSeconds() } : {}),
  });
  for (const { waybillId, deliveryId, products } of deliveries) {
    parts.context.ledger.append('shipped', parts.system, order.id, {
      trackingNo: waybillId,
      companyCode: deliveryId,
      whole,
      lines: products.map(({ skuId, quantity }) => ({ sku: lines.find((line) => line.skuId === skuId)?.sku ?? '', quantity })),
    });
  }
  parts.events.send(shipped, 'channels_ec_order_deliver', { finish_delivery: whole ? 1 : 0 });
}

export function parcelSigned(parts: Parts, waybillId: string, at: number): void {
  for (const order of parts.store.ordersWithWaybill(waybillId)) {
    armConfirmation(parts, parts.store.change(order, { receiptTime: Math.floor(at / 1000) }));
  }
}

export function armConfirmation(parts: Parts, order: WechatOrder): void {
  const leftMs = BUYER_CONFIRMS_MS - (nowSeconds() - order.receiptTime) * 1000;
  parts.context.timing.after(Math.max(0, leftMs), () => {
    const current = parts.store.orders.get(order.id);
    if (current?.status !== STATUS.shipped) return;
    const done = parts.store.change(current, { status: STATUS.completed, confirmTime: nowSeconds() });
    parts.context.ledger.append('order-completed', parts.system, done.id, {});
    parts.events.send(done, 'channels_ec_order_confirm', { confirm_type: 1 });
  });
}
