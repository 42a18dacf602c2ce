import type { Confirmation } from '../../domain/outbound.ts';
import type { WarehousePush } from '../../application/pushes.ts';
import { fromBeijingText } from '../../clock-text.ts';
import { rowsOf } from './create.ts';
import { wholeNumber } from './stock.ts';
import { verifyQimen } from './sign.ts';
import { childOf, listAt, parseXml, textAt, type XmlRecord, type XmlValue } from './xml.ts';

/** What the WMS must be told; any other body makes it push again. */
export const taken = '<?xml version="1.0" encoding="utf-8"?><response><flag>success</flag><code>0</code><message>ok</message></response>';

export function refused(code: string, message: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><response><flag>failure</flag><code>${code}</code><message>${message}</message></response>`;
}

/** Sign over query and raw body, and a timestamp of our time within the window; a push of last week is a replay. */
export function checkPush(
  url: URL,
  body: Buffer,
  account: { readonly secret: string; readonly appKey: string; readonly customerId: string },
  now: Date,
): 'OK' | 'BAD_SIGN' | 'STALE' {
  const query = Object.fromEntries(url.searchParams);
  if (query['app_key'] !== account.appKey || !verifyQimen(query, body, account.secret)) return 'BAD_SIGN';
  const sentAt = fromBeijingText(query['timestamp'] ?? '');
  // A WMS repeats a lost push for a while under its first timestamp.
  return sentAt === undefined || Math.abs(now.getTime() - sentAt.getTime()) > WINDOW_MS ? 'STALE' : 'OK';
}

const WINDOW_MS = 24 * 3_600_000;

/** The push's method without its prefix: `deliveryorder.confirm`. */
export function methodOf(url: URL): string {
  return (url.searchParams.get('method') ?? '').replace(/^taobao\.qimen\./, '');
}

export class PushUnreadable extends Error {
  override readonly name = 'PushUnreadable';
}

/** Reads a push. Throws XmlRefused or PushUnreadable; a method that we do not use gives nothing. */
export function readPush(method: string, body: Buffer, receivedAt: Date): readonly WarehousePush[] {
  const { root, content } = parseXml(body);
  if (root !== 'request') throw new PushUnreadable(`root is <${root.slice(0, 40)}>`);
  switch (method) {
    case 'deliveryorder.confirm':
      return [{ kind: 'CONFIRMED', confirmation: readConfirmation(content, receivedAt) }];
    case 'deliveryorder.batchconfirm':
      return listAt(content, 'orders', 'order').map((order) => ({ kind: 'CONFIRMED', confirmation: readConfirmation(order, receivedAt) }));
    case 'deliveryorder.batchcreate.answer':
      return [...rowsOf({ ok: true, content })].map(([fulfilmentOrderId, outcome]) => ({ kind: 'ANSWERED', fulfilmentOrderId, outcome }));
    case 'orderprocess.report':
      return [readProgress(content, receivedAt)];
    case 'stockchange.report':
      return listAt(content, 'items', 'item').map((item) => readChange(item, content, receivedAt));
    case 'inventory.report':
      return readInventory(content, receivedAt);
    case 'itemlack.report':
      return [readLack(content)];
    default:
      return [];
  }
}

/** `deliveryorder.confirm`, and the same shape inside a batch or a query's answer. */
export function readConfirmation(content: XmlValue, receivedAt: Date): Confirmation {
  const order = childOf(content, 'deliveryOrder');
  const fulfilmentOrderId = textAt(order, 'deliveryOrderCode');
  if (fulfilmentOrderId === '') throw new PushUnreadable('deliveryOrderCode is missing');
  const lines = listAt(content, 'orderLines', 'orderLine').map((line) => ({
    lineNo: textAt(line, 'orderLineNo'),
    sku: textAt(line, 'itemCode'),
    quantity: quantityOf(line, 'actualQty'),
  }));
  const packages = listAt(content, 'packages', 'package').map((one) => ({
    carrier: textAt(one, 'logisticsCode') || textAt(order, 'logisticsCode'),
    trackingNumber: textAt(one, 'expressCode'),
    weightGrams: Math.round((Number(textAt(one, 'weight')) || 0) * 1000),
    items: listAt(one, 'items', 'item').map((item) => ({ sku: textAt(item, 'itemCode'), quantity: wholeNumber(textAt(item, 'quantity')) })),
  }));
  const expressCode = textAt(order, 'expressCode');
  const alone = packages.length === 0 && expressCode !== '';
  return {
    fulfilmentOrderId,
    // Without an id the content is the id: the same confirmation again must not count twice.
    outBizCode: textAt(order, 'outBizCode') || `content-${fulfilmentOrderId}-${packages.map((one) => one.trackingNumber).join('-')}`,
    final: textAt(order, 'confirmType') !== '1',
    confirmedAt: fromBeijingText(textAt(order, 'orderConfirmTime')) ?? fromBeijingText(textAt(order, 'operateTime')) ?? receivedAt,
    operator: textAt(order, 'operatorCode'),
    packages: alone ? [{ carrier: textAt(order, 'logisticsCode'), trackingNumber: expressCode, weightGrams: 0, items: [] }] : packages,
    lines,
  };
}

function readProgress(content: XmlValue, receivedAt: Date): WarehousePush {
  const order = childOf(content, 'order');
  const process = childOf(content, 'process');
  const fulfilmentOrderId = textAt(order, 'orderCode');
  if (fulfilmentOrderId === '') throw new PushUnreadable('orderCode is missing');
  return {
    kind: 'PROGRESSED',
    fulfilmentOrderId,
    status: textAt(process, 'processStatus').toUpperCase(),
    wmsOrderId: textAt(order, 'orderId'),
    at: fromBeijingText(textAt(process, 'operateTime')) ?? receivedAt,
    // Code, not name: a name is personal.
    operator: textAt(process, 'operatorCode'),
    reason: textAt(process, 'operateInfo'),
  };
}

function readChange(item: XmlRecord, content: XmlValue, receivedAt: Date): WarehousePush {
  const sku = textAt(item, 'itemCode');
  const warehouseId = textAt(item, 'warehouseCode') || textAt(content, 'warehouseCode');
  if (sku === '' || warehouseId === '') throw new PushUnreadable('itemCode or warehouseCode is missing');
  return {
    kind: 'MOVED',
    warehouseId,
    sku,
    good: goodStock(item),
    orderType: textAt(item, 'orderType'),
    delta: quantityOf(item, 'quantity'),
    bizCode: [textAt(item, 'outBizCode') || textAt(content, 'outBizCode'), textAt(item, 'orderCode'), textAt(item, 'batchCode')]
      .filter(Boolean)
      .join('/'),
    at: fromBeijingText(textAt(item, 'changeTime')) ?? receivedAt,
  };
}

function readInventory(content: XmlValue, receivedAt: Date): readonly WarehousePush[] {
  const warehouseId = textAt(content, 'warehouseCode');
  const bizCode = textAt(content, 'outBizCode') || textAt(content, 'checkOrderCode');
  const page = textAt(content, 'currentPage') || textAt(content, 'page') || '1';
  const at = fromBeijingText(textAt(content, 'checkTime')) ?? receivedAt;
  return listAt(content, 'items', 'item').map((item) => {
    const sku = textAt(item, 'itemCode');
    if (sku === '' || warehouseId === '' || bizCode === '') throw new PushUnreadable('itemCode, warehouseCode or outBizCode is missing');
    return {
      kind: 'MOVED',
      warehouseId,
      sku,
      good: goodStock(item),
      orderType: textAt(content, 'adjustType') || 'CHECK',
      delta: quantityOf(item, 'quantity'),
      bizCode: `${bizCode}/${page}`,
      at,
    };
  });
}

function readLack(content: XmlValue): WarehousePush {
  const fulfilmentOrderId =
    textAt(content, 'deliveryOrderCode') || textAt(content, 'orderCode') || textAt(childOf(content, 'order'), 'orderCode');
  if (fulfilmentOrderId === '') throw new PushUnreadable('deliveryOrderCode is missing');
  const items = listAt(content, 'items', 'item');
  return {
    kind: 'LACKED',
    fulfilmentOrderId,
    reason: items.map((item) => `${textAt(item, 'itemCode')}: ${textAt(item, 'lackQty')} of ${textAt(item, 'planQty')} missing`).join('; '),
  };
}

function goodStock(item: XmlRecord): boolean {
  const type = textAt(item, 'inventoryType');
  return type === '' || type === 'ZP';
}

function quantityOf(row: XmlRecord, name: string): number {
  const text = textAt(row, name);
  if (!/^[+-]?\d{1,9}(\.0*)?$/.test(text)) throw new PushUnreadable(`${name} is not a whole number`);
  return wholeNumber(text);
}
