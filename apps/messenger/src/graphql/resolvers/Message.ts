import type { Message as MessageRow } from '../../persistence/message.mapping.ts';
import { messageById, type MessengerContext } from '../context.ts';

export const Message = {
  __resolveReference: (reference: { readonly id: string }, context: MessengerContext) => messageById(context).load(reference.id),
  state: (message: MessageRow) => (message.state === 'SENDING' ? 'PLANNED' : message.state),
  parcelId: (message: MessageRow) => (message.parcelId === '' ? null : message.parcelId),
};
