import { beijingText } from '../beijing-time.ts';
import { type Parcel, statusWord, type WmsOrder } from './order.ts';
import { tag, xmlDocument } from './xml.ts';

export interface Shipment {
  readonly outBizCode: string;
  /** The parcels of this confirm only. */
  readonly parcels: readonly Parcel[];
  readonly isFinal: boolean;
}

/** Answer body of the receiver that counts as yes. */
export const isSuccess = (status: number, body: string): boolean =>
  status === 200 && /<response>[\s\S]*<flag>\s*success\s*<\/flag>/.test(body);

export const confirmReport = (order: WmsOrder, shipment: Shipment): string => xmlDocument('request', shipmentParts(order, shipment));

export const batchConfirmReport = (all: readonly { readonly order: WmsOrder; readonly shipment: Shipment }[]): string =>
  xmlDocument('request', [
    tag(
      'orders',
      all.map(({ order, shipment }) => tag('order', shipmentParts(order, shipment))),
    ),
  ]);

function shipmentParts(order: WmsOrder, shipment: Shipment): readonly string[] {
  const time = beijingText(order.shippedAt);
  return [
    tag('deliveryOrder', [
      tag('deliveryOrderCode', order.code),
      tag('deliveryOrderId', order.id),
      tag('warehouseCode', order.warehouse),
      tag('orderType', order.orderType),
      tag('status', shipment.isFinal ? 'DELIVERED' : 'PARTDELIVERED'),
      tag('outBizCode', shipment.outBizCode),
      tag('confirmType', shipment.isFinal ? 0 : 1),
      tag('orderConfirmTime', time),
      tag('operatorCode', 'W01'),
      tag('operateTime', time),
    ]),
    packagesOf(order, shipment.parcels),
    tag('orderLines', shippedLines(order, shipment.parcels)),
  ];
}

export const packagesOf = (order: WmsOrder, parcels: readonly Parcel[]): string =>
  tag(
    'packages',
    parcels.map((parcel) =>
      tag('package', [
        tag('logisticsCode', order.logisticsCode),
        tag('expressCode', parcel.expressCode),
        tag('packageCode', parcel.packageCode),
        tag('weight', parcelWeight(parcel)),
        tag(
          'items',
          parcel.items.map((item) => tag('item', [tag('itemCode', item.itemCode), tag('quantity', item.quantity)])),
        ),
      ]),
    ),
  );

/** Kilograms with three decimals. */
const parcelWeight = (parcel: Parcel): string => (0.2 + 0.45 * parcel.items.reduce((sum, item) => sum + item.quantity, 0)).toFixed(3);

export function shippedLines(order: WmsOrder, parcels: readonly Parcel[]): readonly string[] {
  return order.lines.flatMap((line) => {
    const actual = parcels
      .flatMap((parcel) => parcel.items)
      .filter((item) => item.lineNo === line.lineNo)
      .reduce((sum, item) => sum + item.quantity, 0);
    if (actual === 0) return [];
    return [
      tag('orderLine', [
        tag('orderLineNo', line.lineNo),
        tag('orderSourceCode', line.sourceOrderCode),
        tag('ownerCode', line.ownerCode),
        tag('itemCode', line.itemCode),
        tag('inventoryType', line.inventoryType),
        tag('planQty', line.planQty),
        tag('actualQty', actual),
      ]),
    ];
  });
}

export const processReport = (order: WmsOrder, processStatus: string, at: number): string =>
  xmlDocument('request', [
    tag('order', [
      tag('orderCode', order.code),
      tag('orderId', order.id),
      tag('orderType', order.orderType),
      tag('warehouseCode', order.warehouse),
    ]),
    tag('process', [
      tag('processStatus', processStatus),
      tag('operatorCode', 'W01'),
      tag('operateTime', beijingText(at)),
      tag('operateInfo', statusWord(order)),
      tag('expressCode', order.parcels[0]?.expressCode),
    ]),
  ]);

export interface Lack {
  readonly itemCode: string;
  readonly inventoryType: string;
  readonly planQty: number;
  readonly lackQty: number;
}

export const itemLackReport = (order: WmsOrder, outBizCode: string, lacks: readonly Lack[], at: number): string =>
  xmlDocument('request', [
    tag('warehouseCode', order.warehouse),
    tag('deliveryOrderCode', order.code),
    tag('deliveryOrderId', order.id),
    tag('createTime', beijingText(at)),
    tag('outBizCode', outBizCode),
    tag(
      'items',
      lacks.map((lack) =>
        tag('item', [
          tag('itemCode', lack.itemCode),
          tag('inventoryType', lack.inventoryType),
          tag('lackQty', lack.lackQty),
          tag('planQty', lack.planQty),
          tag('reason', '库存不足'),
        ]),
      ),
    ),
  ]);

export interface StockChange {
  readonly orderCode: string;
  readonly orderType: string;
  readonly outBizCode: string;
  readonly itemCode: string;
  readonly inventoryType: string;
  /** Signed. */
  readonly quantity: number;
}

export const stockChangeReport = (warehouse: string, ownerCode: string, changes: readonly StockChange[], at: number): string =>
  xmlDocument('request', [
    tag(
      'items',
      changes.map((change) =>
        tag('item', [
          tag('ownerCode', ownerCode),
          tag('warehouseCode', warehouse),
          tag('orderCode', change.orderCode),
          tag('orderType', change.orderType),
          tag('outBizCode', change.outBizCode),
          tag('itemCode', change.itemCode),
          tag('inventoryType', change.inventoryType),
          tag('quantity', change.quantity),
          tag('changeTime', beijingText(at)),
        ]),
      ),
    ),
  ]);

export interface CountPage {
  readonly warehouse: string;
  readonly ownerCode: string;
  readonly checkOrderCode: string;
  readonly outBizCode: string;
  readonly page: number;
  readonly pages: number;
  readonly pageSize: number;
  /** Signed differences: found minus booked. */
  readonly items: readonly { readonly itemCode: string; readonly inventoryType: string; readonly difference: number }[];
}

export const inventoryReport = (count: CountPage, at: number): string =>
  xmlDocument('request', [
    tag('totalPage', count.pages),
    tag('currentPage', count.page),
    tag('pageSize', count.pageSize),
    tag('warehouseCode', count.warehouse),
    tag('adjustType', 'CHECK'),
    tag('checkOrderCode', count.checkOrderCode),
    tag('ownerCode', count.ownerCode),
    tag('checkTime', beijingText(at)),
    tag('outBizCode', count.outBizCode),
    tag(
      'items',
      count.items.map((item) =>
        tag('item', [tag('itemCode', item.itemCode), tag('inventoryType', item.inventoryType), tag('quantity', item.difference)]),
      ),
    ),
  ]);
