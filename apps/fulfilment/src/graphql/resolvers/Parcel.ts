import type { ParcelRow } from '../../persistence/fulfilment.mapping.ts';
import type { FulfilmentContext } from '../context.ts';
import { nodesOfParcel, parcels } from '../loaders.ts';

export const Parcel = {
  __resolveReference: (reference: { readonly id: string }, context: FulfilmentContext) => parcels(context).load(reference.id),
  nodes: async (parcel: ParcelRow, _args: unknown, context: FulfilmentContext) => (await nodesOfParcel(context).load(parcel.id)) ?? [],
};
