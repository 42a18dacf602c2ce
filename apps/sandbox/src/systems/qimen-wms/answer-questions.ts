import { drawFor } from '../../core/random.ts';
import { beijingText } from '../beijing-time.ts';
import type { Floor } from './floor.ts';
import { inventoryTypes, statusWord, type InventoryType } from './order.ts';
import { readInventoryType } from './read-order.ts';
import { refusal } from './refusal.ts';
import { packagesOf, shippedLines } from './reports.ts';
import { reported, type StockRow } from './stock.ts';
import { findOrder } from './stop-order.ts';
import { child, children, tag, textOf, type XmlElement } from './xml.ts';

const largestPage = 100;

/** deliveryorder.query: heals a confirm that was never heard. */
export function queryOrder(floor: Floor, request: XmlElement): readonly string[] {
  const order = findOrder(floor, request);
  const left = order.parcels.filter((parcel) => parcel.outBizCode !== '');
  return [
    tag('totalLines', order.lines.length),
    tag('deliveryOrder', [
      tag('deliveryOrderCode', order.code),
      tag('deliveryOrderId', order.id),
      tag('warehouseCode', order.warehouse),
      tag('orderType', order.orderType),
      tag('status', statusWord(order)),
      tag('outBizCode', left.at(-1)?.outBizCode),
      tag('confirmType', left.length === 0 ? undefined : order.stage === 'shipped' ? 0 : 1),
      tag('orderConfirmTime', order.shippedAt === 0 ? undefined : beijingText(order.shippedAt)),
    ]),
    packagesOf(order, left),
    tag('orderLines', shippedLines(order, left)),
  ];
}

/** stock.query: pages from 1; without inventoryType every type is listed, the damaged goods too. */
export function queryStock(floor: Floor, request: XmlElement): readonly string[] {
  const page = readCount(request, 'page', 1);
  const pageSize = readCount(request, 'pageSize', largestPage);
  if (pageSize > largestPage) throw refusal.badValue('pageSize', String(pageSize));
  const warehouse = readWarehouse(floor, request);
  const type = textOf(request, 'inventoryType');
  const asked = type === '' ? undefined : readInventoryType(type);
  const item = textOf(request, 'itemCode');
  const rows = floor.stock
    .rows()
    .filter(
      (row) =>
        (warehouse === '' || row.warehouse === warehouse) &&
        (asked === undefined || row.type === asked) &&
        (item === '' || row.sku === item),
    );
  return [
    tag('totalCount', rows.length),
    tag(
      'items',
      rows.slice((page - 1) * pageSize, page * pageSize).map((row) => stockItem(row)),
    ),
  ];
}

/** inventory.query: one row per batch, so that the asker has to add them up. */
export function queryInventory(floor: Floor, request: XmlElement): readonly string[] {
  const criteria = children(child(request, 'criteriaList'), 'criteria');
  if (criteria.length === 0) throw refusal.missing('criteriaList.criteria');
  if (criteria.length > largestPage) throw refusal.badValue('criteriaList', String(criteria.length));
  const items = criteria.flatMap((criterion) => {
    const warehouse = readWarehouse(floor, criterion);
    const item = textOf(criterion, 'itemCode');
    if (item === '') throw refusal.missing('itemCode');
    const type = textOf(criterion, 'inventoryType');
    const types: readonly InventoryType[] = type === '' ? inventoryTypes : [readInventoryType(type)];
    return floor.stock
      .rows()
      .filter((row) => row.sku === item && (warehouse === '' || row.warehouse === warehouse) && types.includes(row.type))
      .flatMap(byBatch);
  });
  return [tag('items', items)];
}

function byBatch(row: StockRow): readonly string[] {
  const { quantity, lockQuantity } = reported(row);
  if (quantity < 2 || drawFor(`${row.warehouse}|${row.sku}`) < 0.5) return [stockItem(row)];
  const older = Math.floor(quantity / 3);
  return [
    itemElement(row, { quantity: older, lockQuantity, batchCode: 'B1' }),
    itemElement(row, { quantity: quantity - older, lockQuantity: 0, batchCode: 'B2' }),
  ];
}

const stockItem = (row: StockRow): string => itemElement(row, reported(row));

interface Told {
  readonly quantity: number;
  readonly lockQuantity: number;
  readonly batchCode?: string;
}

const itemElement = (row: StockRow, told: Told): string =>
  tag('item', [
    tag('warehouseCode', row.warehouse),
    tag('itemCode', row.sku),
    tag('inventoryType', row.type),
    tag('quantity', told.quantity),
    tag('lockQuantity', told.lockQuantity),
    tag('batchCode', told.batchCode),
  ]);

function readWarehouse(floor: Floor, request: XmlElement): string {
  const warehouse = textOf(request, 'warehouseCode');
  if (warehouse !== '' && !floor.houses.has(warehouse)) throw refusal.unknownWarehouse(warehouse);
  return warehouse;
}

function readCount(request: XmlElement, field: string, missing: number): number {
  const value = textOf(request, field);
  if (value === '') return missing;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw refusal.badValue(field, value);
  return Number(value);
}

/** singleitem.synchronize: an unknown item becomes known. */
export function learnItem(floor: Floor, request: XmlElement): readonly string[] {
  const item = child(request, 'item');
  for (const field of ['itemCode', 'itemName']) if (textOf(item, field) === '') throw refusal.missing(`item.${field}`);
  const action = textOf(request, 'actionType') || 'add';
  if (action !== 'add' && action !== 'update') throw refusal.badValue('actionType', action);
  const itemCode = textOf(item, 'itemCode');
  if (action === 'update' && !floor.items.has(itemCode)) throw refusal.unknownItem(itemCode);
  floor.addItem(itemCode);
  return [tag('itemId', `I${itemCode}`)];
}
