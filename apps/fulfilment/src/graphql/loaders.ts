import { loader } from '@orderloom/subgraph';
import type { FulfilmentContext } from './context.ts';

const grouped = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> => Map.groupBy(rows, keyOf);
const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

export const warehouses = loader(async (ids: readonly string[], context: FulfilmentContext) =>
  byId(await context.queries.warehousesById(ids)),
);
export const decisions = loader(async (ids: readonly string[], context: FulfilmentContext) =>
  byId(await context.queries.decisionsById(ids)),
);
export const fulfilmentOrders = loader(async (ids: readonly string[], context: FulfilmentContext) =>
  byId(await context.queries.fulfilmentOrdersById(ids)),
);
export const parcels = loader(async (ids: readonly string[], context: FulfilmentContext) => byId(await context.queries.parcelsById(ids)));
export const decisionsOfOrder = loader(async (ids: readonly string[], context: FulfilmentContext) =>
  grouped(await context.queries.decisionsOf(ids), (row) => row.orderId),
);
export const fulfilmentOrdersOfOrder = loader(async (ids: readonly string[], context: FulfilmentContext) =>
  grouped(await context.queries.fulfilmentOrdersOf(ids), (row) => row.orderId),
);
export const parcelsOfOrder = loader(async (ids: readonly string[], context: FulfilmentContext) =>
  grouped(await context.queries.parcelsOf(ids), (row) => row.orderId),
);
export const linesOfFulfilment = loader(async (ids: readonly string[], context: FulfilmentContext) =>
  grouped(await context.queries.linesOf(ids), (row) => row.fulfilmentOrderId),
);
export const nodesOfParcel = loader(async (ids: readonly string[], context: FulfilmentContext) =>
  grouped(await context.queries.nodesOf(ids), (row) => row.parcelId),
);
export const rulesByVersion = loader((versions: readonly number[], context: FulfilmentContext) => context.reads.rules(versions));
export const stopsOfFulfilment = loader((ids: readonly string[], context: FulfilmentContext) => context.reads.stops(ids));
export const milestonesOfOrder = loader((ids: readonly string[], context: FulfilmentContext) => context.milestones.of(ids));
export const stepsOfWarehouse = loader((ids: readonly string[], context: FulfilmentContext) => context.warehousePage.steps(ids));
export const daysOfWarehouse = loader((ids: readonly string[], context: FulfilmentContext) =>
  context.warehousePage.days(ids, context.now()),
);
export const openStopsOfWarehouse = loader((ids: readonly string[], context: FulfilmentContext) => context.warehousePage.openStops(ids));
