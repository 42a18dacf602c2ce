import type { TowerContext } from '../context.ts';
import { twins } from '../loaders.ts';

export const Order = {
  __resolveReference: (reference: { readonly id: string }) => ({ id: reference.id }),
  twin: (order: { readonly id: string }, _args: unknown, context: TowerContext) => twins(context).load(order.id),
};
