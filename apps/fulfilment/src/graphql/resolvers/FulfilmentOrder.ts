import type { FulfilmentOrderRow } from '../../persistence/fulfilment.mapping.ts';
import type { FulfilmentContext } from '../context.ts';
import { fulfilmentOrders, linesOfFulfilment, stopsOfFulfilment, warehouses } from '../loaders.ts';

export const FulfilmentOrder = {
  __resolveReference: (reference: { readonly id: string }, context: FulfilmentContext) => fulfilmentOrders(context).load(reference.id),
  order: ({ orderId }: FulfilmentOrderRow) => ({ id: orderId }),
  warehouse: (order: FulfilmentOrderRow, _args: unknown, context: FulfilmentContext) => warehouses(context).load(order.warehouseId),
  stop: (order: FulfilmentOrderRow, _args: unknown, context: FulfilmentContext) => stopsOfFulfilment(context).load(order.id),
  lines: async (order: FulfilmentOrderRow, _args: unknown, context: FulfilmentContext) =>
    (await linesOfFulfilment(context).load(order.id)) ?? [],
};
