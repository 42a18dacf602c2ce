import { vouchersOfOrder, type FinanceContext } from '../context.ts';

export const Order = {
  __resolveReference: (reference: { readonly id: string }) => ({ id: reference.id }),
  vouchers: async (order: { readonly id: string }, _args: unknown, context: FinanceContext) =>
    (await vouchersOfOrder(context).load(order.id)) ?? [],
};
