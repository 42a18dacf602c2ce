import type { Message as MessageRow } from '../../persistence/message.mapping.ts';
import { z } from 'zod';
import { messageById, type MessengerContext } from '../context.ts';

const told = z.object({
  items: z.array(z.object({ workItemId: z.string(), pool: z.string(), orderId: z.string(), owner: z.string() })).default([]),
});

export const Message = {
  __resolveReference: (reference: { readonly id: string }, context: MessengerContext) => messageById(context).load(reference.id),
  state: (message: MessageRow) => (message.state === 'SENDING' ? 'PLANNED' : message.state),
  items: (message: MessageRow) =>
    (told.safeParse(message.content).data?.items ?? []).map(({ workItemId, pool, orderId, owner }) => ({
      id: workItemId,
      pool,
      owner,
      order: orderId === '' ? null : { id: orderId },
    })),
  parcelId: (message: MessageRow) => (message.parcelId === '' ? null : message.parcelId),
};
