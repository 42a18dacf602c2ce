import type { OpenStopView } from '../../persistence/warehouse-page.ts';
import type { FulfilmentContext } from '../context.ts';
import { daysOfWarehouse, fulfilmentOrders, openStopsOfWarehouse, stepsOfWarehouse, warehouses } from '../loaders.ts';

type Parent = { readonly id: string };

export const Warehouse = {
  __resolveReference: (reference: Parent, context: FulfilmentContext) => warehouses(context).load(reference.id),
  occupancyLimit: (_: Parent, _args: unknown, context: FulfilmentContext) => context.occupancyLimit(),
  steps: async ({ id }: Parent, _: unknown, context: FulfilmentContext) => (await stepsOfWarehouse(context).load(id)) ?? [],
  day: ({ id }: Parent, _: unknown, context: FulfilmentContext) => daysOfWarehouse(context).load(id),
  openStops: async ({ id }: Parent, _: unknown, context: FulfilmentContext) => (await openStopsOfWarehouse(context).load(id)) ?? [],
};

export const OpenStop = {
  fulfilmentOrder: ({ fulfilmentOrderId }: OpenStopView, _: unknown, context: FulfilmentContext) =>
    fulfilmentOrders(context).load(fulfilmentOrderId),
  order: ({ orderId }: OpenStopView) => ({ id: orderId }),
};
