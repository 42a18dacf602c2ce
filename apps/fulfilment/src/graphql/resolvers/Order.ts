import type { FulfilmentContext } from '../context.ts';
import { decisionsOfOrder, fulfilmentOrdersOfOrder, parcelsOfOrder } from '../loaders.ts';

interface OrderReference {
  readonly id: string;
}

export const Order = {
  __resolveReference: (reference: OrderReference) => ({ id: reference.id }),
  sourcingDecisions: async (order: OrderReference, _args: unknown, context: FulfilmentContext) =>
    (await decisionsOfOrder(context).load(order.id)) ?? [],
  fulfilmentOrders: async (order: OrderReference, _args: unknown, context: FulfilmentContext) =>
    (await fulfilmentOrdersOfOrder(context).load(order.id)) ?? [],
  parcels: async (order: OrderReference, _args: unknown, context: FulfilmentContext) =>
    (await parcelsOfOrder(context).load(order.id)) ?? [],
};
