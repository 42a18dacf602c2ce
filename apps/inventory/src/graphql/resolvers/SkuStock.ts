import { loader } from '@orderloom/subgraph';
import type { InventoryContext } from '../context.ts';

const stock = loader((skus: readonly string[], context: InventoryContext) => context.queries.bySku(skus));

export const SkuStock = {
  __resolveReference: ({ sku }: { readonly sku: string }, context: InventoryContext) => stock(context).load(sku),
};
