import { messagesOfOrder, type MessengerContext } from '../context.ts';

export const Order = {
  __resolveReference: (reference: { readonly id: string }) => ({ id: reference.id }),
  messages: async (order: { readonly id: string }, _args: unknown, context: MessengerContext) =>
    (await messagesOfOrder(context).load(order.id)) ?? [],
};
