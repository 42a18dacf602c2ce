import { isUuid } from '@orderloom/domain-kernel';
import type { EntityManager } from '@mikro-orm/postgresql';
import { loader, type SubgraphContext } from '@orderloom/subgraph';
import { Message } from '../persistence/message.mapping.ts';

export type MessengerContext = SubgraphContext<{ readonly em: EntityManager }>;

export const messagesOfOrder = loader<MessengerContext, string, readonly Message[]>(async (orderIds, context) => {
  const messages = await context.em.find(Message, { orderId: { $in: [...orderIds] } }, { orderBy: { plannedAt: 'asc', id: 'asc' } });
  return Map.groupBy(messages, (message) => message.orderId);
});

export const messageById = loader<MessengerContext, string, Message>(async (ids, context) => {
  const messages = await context.em.find(Message, { id: { $in: ids.filter(isUuid) } });
  return new Map(messages.map((message) => [message.id, message]));
});
