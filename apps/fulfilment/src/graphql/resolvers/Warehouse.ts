import type { FulfilmentContext } from '../context.ts';
import { warehouses } from '../loaders.ts';

export const Warehouse = {
  __resolveReference: (reference: { readonly id: string }, context: FulfilmentContext) => warehouses(context).load(reference.id),
};
