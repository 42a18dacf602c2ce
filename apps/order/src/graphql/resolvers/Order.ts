import type { Order as OrderState } from '../../domain/order.ts';
import { orders, type OrderContext } from '../context.ts';

/** The fields that are not the domain's own; all others are. */
export const Order = {
  __resolveReference: ({ id }: { readonly id: string }, context: OrderContext) => orders(context).load(id),
  holds: ({ holds }: OrderState) =>
    holds.toSorted(
      (a, b) => Number(a.releasedAt !== undefined) - Number(b.releasedAt !== undefined) || b.placedAt.getTime() - a.placedAt.getTime(),
    ),
  stops: ({ stops }: OrderState) => stops.toReversed(),
  refunds: ({ refunds }: OrderState) => refunds.toReversed(),
};
