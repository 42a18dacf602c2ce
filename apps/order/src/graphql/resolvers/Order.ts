import type { Order as OrderState } from '../../domain/order.ts';
import { orders, remarks, type OrderContext } from '../context.ts';

/** The fields that are not the domain's own; all others are. */
export const Order = {
  __resolveReference: ({ id }: { readonly id: string }, context: OrderContext) => orders(context).load(id),
  holds: ({ holds }: OrderState) =>
    holds.toSorted(
      (a, b) => Number(a.releasedAt !== undefined) - Number(b.releasedAt !== undefined) || b.placedAt.getTime() - a.placedAt.getTime(),
    ),
  stops: ({ stops }: OrderState) => stops.toReversed(),
  remarks: async ({ id }: OrderState, _args: unknown, context: OrderContext) => (await remarks(context).load(id)) ?? [],
  expeditedAt: ({ expedited }: OrderState) => expedited?.at ?? null,
  expeditedBy: ({ expedited }: OrderState) => expedited?.by ?? null,
  // Platforms count versions by the milliseconds of their last change; a smaller number is no time.
  platformChangedAt: ({ platformVersion }: OrderState) => (platformVersion > 1_000_000_000_000n ? new Date(Number(platformVersion)) : null),
  refunds: ({ refunds }: OrderState) => refunds.toReversed(),
};
