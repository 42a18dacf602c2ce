import { inTransaction } from '@orderloom/outbox';
import type { OrderShops, WebhookDeps } from './ports.ts';

const MOST = 500;

/**
 * While nobody listens nothing is written down, also not which shop an order came from; what is told of such an order later waits for the
 * answer to this question. Beside the reading of events, so that an order service that is away holds up no others.
 */
export async function askShops(deps: Pick<WebhookDeps, 'pool' | 'webhooks' | 'now'> & { readonly orders: OrderShops }): Promise<number> {
  const orderIds = await deps.webhooks.ordersOfUnknownShop(MOST);
  if (orderIds.length === 0) return 0;
  const shops = await deps.orders.shopsOf(orderIds);
  return inTransaction(deps.pool, (tx) => deps.webhooks.learnShops(tx, { orderIds, shops }, deps.now()));
}
