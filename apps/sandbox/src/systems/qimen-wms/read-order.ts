import { inventoryTypes, type InventoryType, type OrderLine, type Receiver } from './order.ts';
import { refusal } from './refusal.ts';
import { child, children, textOf, type XmlElement } from './xml.ts';

export interface OrderRequest {
  readonly code: string;
  readonly warehouse: string;
  readonly orderType: string;
  readonly logisticsCode: string;
  readonly expressCode: string;
  readonly shopNick: string;
  readonly receiver: Receiver;
  readonly lines: readonly OrderLine[];
}

export interface KnownWorld {
  readonly ownerCode: string;
  readonly hasWarehouse: (code: string) => boolean;
  readonly hasItem: (code: string) => boolean;
}

const orderTypes = new Set(['JYCK', 'HHCK', 'BFCK', 'QTCK']);
const headFields = ['orderType', 'sourcePlatformCode', 'createTime', 'placeOrderTime', 'operateTime', 'shopNick', 'logisticsCode'];
const addressFields = ['name', 'mobile', 'province', 'city', 'detailAddress'];

/** Reads one `<request>` or one `<order>` of a batch; throws a refusal for the first thing that is wrong. */
export function readOrder(source: XmlElement, known: KnownWorld): OrderRequest {
  const head = child(source, 'deliveryOrder');
  const code = required(head, 'deliveryOrderCode');
  const warehouse = required(head, 'warehouseCode');
  if (!known.hasWarehouse(warehouse)) throw refusal.unknownWarehouse(warehouse);
  for (const field of headFields) required(head, field);
  const orderType = textOf(head, 'orderType');
  if (!orderTypes.has(orderType)) throw refusal.badValue('orderType', orderType);
  checkAmounts(head);
  checkAddress(head, 'senderInfo');
  checkAddress(head, 'receiverInfo');
  const lines = children(child(source, 'orderLines'), 'orderLine').map((line, index) => readLine(line, index, known));
  if (lines.length === 0) throw refusal.missing('orderLines.orderLine');
  return {
    code,
    warehouse,
    orderType,
    logisticsCode: textOf(head, 'logisticsCode'),
    expressCode: textOf(head, 'expressCode'),
    shopNick: textOf(head, 'shopNick'),
    receiver: readReceiver(child(head, 'receiverInfo')),
    lines,
  };
}

function required(element: XmlElement | undefined, field: string, shownAs = field): string {
  const value = textOf(element, field);
  if (value === '') throw refusal.missing(shownAs);
  return value;
}

function checkAddress(head: XmlElement | undefined, block: string): void {
  for (const field of addressFields) required(child(head, block), field, `${block}.${field}`);
}

/** totalAmount = arAmount + gotAmount = itemAmount - discountAmount + freight; checked for the amounts that are given. */
function checkAmounts(head: XmlElement | undefined): void {
  const total = fen(head, 'totalAmount');
  if (total === undefined) return;
  const due = fen(head, 'arAmount');
  const got = fen(head, 'gotAmount');
  if (due !== undefined && got !== undefined && due + got !== total) {
    throw refusal.badValue('totalAmount', textOf(head, 'totalAmount'));
  }
  const items = fen(head, 'itemAmount');
  if (items === undefined) return;
  if (items - (fen(head, 'discountAmount') ?? 0) + (fen(head, 'freight') ?? 0) !== total) {
    throw refusal.badValue('itemAmount', textOf(head, 'itemAmount'));
  }
}

function fen(head: XmlElement | undefined, field: string): number | undefined {
  const value = textOf(head, field);
  if (value === '') return undefined;
  if (!/^-?\d+(\.\d{1,2})?$/.test(value)) throw refusal.badValue(field, value);
  return Math.round(Number(value) * 100);
}

function readLine(line: XmlElement, index: number, known: KnownWorld): OrderLine {
  const lineNo = textOf(line, 'orderLineNo') || String(index + 1);
  const itemCode = required(line, 'itemCode', `orderLine[${lineNo}].itemCode`);
  const ownerCode = required(line, 'ownerCode', `orderLine[${lineNo}].ownerCode`);
  if (ownerCode !== known.ownerCode) throw refusal.unknownOwner(ownerCode);
  if (!known.hasItem(itemCode)) throw refusal.unknownItem(itemCode);
  required(line, 'actualPrice', `orderLine[${lineNo}].actualPrice`);
  const planQty = textOf(line, 'planQty');
  if (!/^[1-9]\d{0,6}$/.test(planQty)) throw refusal.badQuantity(lineNo, planQty);
  return {
    lineNo,
    sourceOrderCode: textOf(line, 'sourceOrderCode'),
    itemCode,
    ownerCode,
    inventoryType: readInventoryType(textOf(line, 'inventoryType')),
    planQty: Number(planQty),
  };
}

export function readInventoryType(value: string): InventoryType {
  if (value === '') return 'ZP';
  const type = inventoryTypes.find((candidate) => candidate === value);
  if (!type) throw refusal.badValue('inventoryType', value);
  return type;
}

const readReceiver = (block: XmlElement | undefined): Receiver => ({
  name: textOf(block, 'name'),
  mobile: textOf(block, 'mobile'),
  province: textOf(block, 'province'),
  city: textOf(block, 'city'),
  area: textOf(block, 'area'),
  detailAddress: textOf(block, 'detailAddress'),
});
