import { orders, type OrderContext } from '../../context.ts';

export function order(_: unknown, { id }: { readonly id: string }, context: OrderContext) {
  return orders(context).load(id);
}
