import type { FulfilmentOrderRow } from '../../persistence/fulfilment.mapping.ts';
import type { FulfilmentContext } from '../context.ts';
import { fulfilmentOrders, linesOfFulfilment, warehouses } from '../loaders.ts';

export const FulfilmentOrder = {
  __resolveReference: (reference: { readonly id: string }, context: FulfilmentContext) => fulfilmentOrders(context).load(reference.id),
  warehouse: (order: FulfilmentOrderRow, _args: unknown, context: FulfilmentContext) => warehouses(context).load(order.warehouseId),
  lines: async (order: FulfilmentOrderRow, _args: unknown, context: FulfilmentContext) =>
    (await linesOfFulfilment(context).load(order.id)) ?? [],
};
