import type { Database } from '@orderloom/service-runtime';
import { DriftRow, OrderStockRow, ReservationRow, SkuStockRow, WarehouseStockRow } from './stock.mapping.ts';

export interface SkuStockView {
  readonly sku: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly safetyStock: number;
  readonly availableToPromise: number;
  readonly warehouses: readonly WarehouseStockView[];
  readonly openDrifts: number;
  readonly countedAt: Date | null;
}

export interface WarehouseStockView {
  readonly warehouseId: string;
  readonly onHand: number;
  readonly allocated: number;
  readonly countedAt: Date | null;
}

export interface ReservationView {
  readonly lineNo: string;
  readonly sku: string;
  readonly quantity: number;
  readonly allocatedQuantity: number;
  readonly consumedQuantity: number;
  readonly releasedQuantity: number;
  readonly state: 'RESERVED' | 'ALLOCATED' | 'CONSUMED' | 'RELEASED' | 'SHORT';
  readonly expiresAt: Date | null;
}

export interface StockPage {
  /** Up to one row more than asked for: it says that a page follows. */
  readonly rows: readonly SkuStockView[];
  readonly totalCount: number;
}

export interface StockQueries {
  page(wish: { readonly size: number; readonly after: string | undefined; readonly search: string }): Promise<StockPage>;
  bySku(skus: readonly string[]): Promise<ReadonlyMap<string, SkuStockView>>;
  reservationsOf(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly ReservationView[]>>;
}

export function createStockQueries(database: Database): StockQueries {
  return {
    page: async ({ size, after, search }) => {
      const em = database.fork();
      const named = search === '' ? {} : { sku: { $ilike: `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%` } };
      const from = after === undefined ? {} : { sku: { $gt: after } };
      const rows = await em.find(SkuStockRow, { $and: [named, from] }, { orderBy: { sku: 'asc' }, limit: size + 1 });
      const totalCount = await em.count(SkuStockRow, named);
      return { rows: await withWarehouses(database, rows), totalCount };
    },
    bySku: async (skus) => {
      const rows = await database.fork().find(SkuStockRow, { sku: { $in: [...skus] } });
      return new Map((await withWarehouses(database, rows)).map((row) => [row.sku, row]));
    },
    reservationsOf: async (orderIds) => {
      const em = database.fork();
      const orders = await em.find(OrderStockRow, { orderId: { $in: [...orderIds] } });
      const lines = await em.find(ReservationRow, { orderId: { $in: [...orderIds] } }, { orderBy: { lineNo: 'asc' } });
      const byOrder = Map.groupBy(lines, (line) => line.orderId);
      return new Map(
        orders.map((order) => [order.orderId, (byOrder.get(order.orderId) ?? []).map((line) => reservationView(order, line))]),
      );
    },
  };
}

async function withWarehouses(database: Database, rows: readonly SkuStockRow[]): Promise<readonly SkuStockView[]> {
  if (rows.length === 0) return [];
  const em = database.fork();
  const skus = rows.map((row) => row.sku);
  const shelves = Map.groupBy(
    await em.find(WarehouseStockRow, { sku: { $in: skus } }, { orderBy: { warehouseId: 'asc' } }),
    (shelf) => shelf.sku,
  );
  const drifts = Map.groupBy(await em.find(DriftRow, { sku: { $in: skus }, state: 'OPEN' }), (drift) => drift.sku);
  return rows.map((row) => {
    const own = shelves.get(row.sku) ?? [];
    return {
      sku: row.sku,
      onHand: row.onHand,
      reserved: row.reserved,
      safetyStock: row.safety,
      availableToPromise: row.onHand - row.reserved - row.safety,
      warehouses: own,
      openDrifts: drifts.get(row.sku)?.length ?? 0,
      countedAt: latest(own.map((shelf) => shelf.countedAt)),
    };
  });
}

function latest(times: readonly (Date | null)[]): Date | null {
  return times.reduce<Date | null>((last, time) => (last === null || (time !== null && time > last) ? time : last), null);
}

function reservationView(order: OrderStockRow, line: ReservationRow): ReservationView {
  return {
    lineNo: line.lineNo,
    sku: line.sku,
    quantity: line.quantity,
    allocatedQuantity: line.allocated,
    consumedQuantity: line.consumed,
    releasedQuantity: line.released,
    state: stateOf(line),
    expiresAt: line.held > 0 ? order.expiresAt : null,
  };
}

/** The least advanced part of the line says where it stands. */
function stateOf(line: ReservationRow): ReservationView['state'] {
  if (line.held > line.allocated) return 'RESERVED';
  if (line.held > 0) return 'ALLOCATED';
  if (line.quantity > line.consumed + line.released) return 'SHORT';
  return line.consumed > 0 ? 'CONSUMED' : 'RELEASED';
}
