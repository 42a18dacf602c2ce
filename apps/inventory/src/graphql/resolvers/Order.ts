import { loader } from '@orderloom/subgraph';
import type { InventoryContext } from '../context.ts';

const reservations = loader((orderIds: readonly string[], context: InventoryContext) => context.queries.reservationsOf(orderIds));

export const Order = {
  reservations: async ({ id }: { readonly id: string }, _: unknown, context: InventoryContext) =>
    (await reservations(context).load(id)) ?? [],
};
