import { milestones, milestonesOf } from '../../domain/milestones.ts';
import type { FulfilmentContext } from '../context.ts';
import { decisionsOfOrder, fulfilmentOrdersOfOrder, milestonesOfOrder, parcelsOfOrder } from '../loaders.ts';

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
  milestones: async (order: OrderReference, _args: unknown, context: FulfilmentContext) => {
    const known = await milestonesOfOrder(context).load(order.id);
    if (known === undefined || !known.skus.some(context.isMadeToOrder)) return [];
    return milestonesOf(known.facts).map(({ name, at }, index) => ({
      position: index + 1,
      name,
      told: milestones[index]?.told,
      at: at ?? null,
    }));
  },
};
