import { isUuid } from '@orderloom/domain-kernel';
import type { EntityManager } from '@mikro-orm/postgresql';
import { loader, type SubgraphContext } from '@orderloom/subgraph';
import type { KeeperDeps } from '../application/webhooks/keeper-ports.ts';
import { Message } from '../persistence/message.mapping.ts';
import { attemptsOf, healthOf } from '../persistence/webhooks/webhook-lists.ts';

export type MessengerContext = SubgraphContext<{ readonly em: EntityManager; readonly keeping: KeeperDeps }>;

const DAY_MS = 86_400_000;

export const messagesOfOrder = loader<MessengerContext, string, readonly Message[]>(async (orderIds, context) => {
  const messages = await context.em.find(Message, { orderId: { $in: [...orderIds] } }, { orderBy: { plannedAt: 'asc', id: 'asc' } });
  return Map.groupBy(messages, (message) => message.orderId);
});

export const messageById = loader<MessengerContext, string, Message>(async (ids, context) => {
  const messages = await context.em.find(Message, { id: { $in: ids.filter(isUuid) } });
  return new Map(messages.map((message) => [message.id, message]));
});

export const healthOfEndpoint = loader((ids: readonly string[], { keeping }: MessengerContext) =>
  healthOf(keeping.pool, ids, new Date(keeping.now().getTime() - DAY_MS)),
);

export const attemptsOfDelivery = loader((ids: readonly string[], { keeping }: MessengerContext) => attemptsOf(keeping.pool, ids));
