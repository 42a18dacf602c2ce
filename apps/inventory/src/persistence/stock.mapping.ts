import { defineEntity, p } from '@mikro-orm/core';

/** Rows as screens read them; the lane writes the tables by statements of its own. */
export class SkuStockRow {
  sku = '';
  onHand = 0;
  reserved = 0;
  safety = 0;
}

export class WarehouseStockRow {
  sku = '';
  warehouseId = '';
  onHand = 0;
  allocated = 0;
  countedAt: Date | null = null;
}

export class ReservationRow {
  orderId = '';
  lineNo = '';
  sku = '';
  quantity = 0;
  held = 0;
  allocated = 0;
  consumed = 0;
  released = 0;
}

export class OrderStockRow {
  orderId = '';
  state = '';
  expiresAt: Date | null = null;
}

export class DriftRow {
  id = '';
  sku = '';
  state = '';
}

export const stockEntities = [
  defineEntity({
    class: SkuStockRow,
    tableName: 'sku_stock',
    properties: { sku: p.text().primary(), onHand: p.integer(), reserved: p.integer(), safety: p.integer() },
  }),
  defineEntity({
    class: WarehouseStockRow,
    tableName: 'warehouse_stock',
    properties: {
      sku: p.text().primary(),
      warehouseId: p.text().primary(),
      onHand: p.integer(),
      allocated: p.integer(),
      countedAt: p.datetime().nullable(),
    },
  }),
  defineEntity({
    class: ReservationRow,
    tableName: 'reservation',
    properties: {
      orderId: p.text().primary(),
      lineNo: p.text().primary(),
      sku: p.text(),
      quantity: p.integer(),
      held: p.integer(),
      allocated: p.integer(),
      consumed: p.integer(),
      released: p.integer(),
    },
  }),
  defineEntity({
    class: OrderStockRow,
    tableName: 'order_stock',
    properties: { orderId: p.text().primary(), state: p.text(), expiresAt: p.datetime().nullable() },
  }),
  defineEntity({ class: DriftRow, tableName: 'drift', properties: { id: p.uuid().primary(), sku: p.text(), state: p.text() } }),
];
