import type { Database } from '@orderloom/service-runtime';
import { DecisionRow, FulfilmentLineRow, FulfilmentOrderRow, ParcelRow, RouteNodeRow, WarehouseRow } from './fulfilment.mapping.ts';

export interface FulfilmentQueries {
  warehouses(): Promise<readonly WarehouseRow[]>;
  warehousesById(ids: readonly string[]): Promise<readonly WarehouseRow[]>;
  /** Latest first. */
  decisionsOf(orderIds: readonly string[]): Promise<readonly DecisionRow[]>;
  decisionsById(ids: readonly string[]): Promise<readonly DecisionRow[]>;
  fulfilmentOrdersOf(orderIds: readonly string[]): Promise<readonly FulfilmentOrderRow[]>;
  fulfilmentOrdersById(ids: readonly string[]): Promise<readonly FulfilmentOrderRow[]>;
  linesOf(fulfilmentOrderIds: readonly string[]): Promise<readonly FulfilmentLineRow[]>;
  parcelsOf(orderIds: readonly string[]): Promise<readonly ParcelRow[]>;
  parcelsById(ids: readonly string[]): Promise<readonly ParcelRow[]>;
  /** In order of time. */
  nodesOf(parcelIds: readonly string[]): Promise<readonly RouteNodeRow[]>;
}

export function createFulfilmentQueries(database: Pick<Database, 'fork'>): FulfilmentQueries {
  const at = () => database.fork();
  return {
    warehouses: () => at().find(WarehouseRow, {}, { orderBy: { id: 'asc' } }),
    warehousesById: (ids) => at().find(WarehouseRow, { id: { $in: [...ids] } }),
    decisionsOf: (orderIds) => at().find(DecisionRow, { orderId: { $in: [...orderIds] } }, { orderBy: { decidedAt: 'desc', id: 'desc' } }),
    decisionsById: (ids) => at().find(DecisionRow, { id: { $in: [...ids] } }),
    fulfilmentOrdersOf: (orderIds) => at().find(FulfilmentOrderRow, { orderId: { $in: [...orderIds] } }, { orderBy: { id: 'asc' } }),
    fulfilmentOrdersById: (ids) => at().find(FulfilmentOrderRow, { id: { $in: [...ids] } }),
    linesOf: (ids) => at().find(FulfilmentLineRow, { fulfilmentOrderId: { $in: [...ids] } }, { orderBy: { lineNo: 'asc' } }),
    parcelsOf: (orderIds) => at().find(ParcelRow, { orderId: { $in: [...orderIds] } }, { orderBy: { id: 'asc' } }),
    parcelsById: (ids) => at().find(ParcelRow, { id: { $in: [...ids] } }),
    nodesOf: (parcelIds) =>
      at().find(RouteNodeRow, { parcelId: { $in: [...parcelIds] } }, { orderBy: { reachedAt: 'asc', nodeId: 'asc' } }),
  };
}
