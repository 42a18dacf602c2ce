import { eventFromCloudEvent, isOfType, type EventType, type HubEvent } from '@orderloom/contracts';
import type { Reader, Tx } from '@orderloom/outbox';
import { takeNews } from '../application/take-news.ts';
import type { OrderDeps } from './deps.ts';
import { newsOfFulfilment, wasClaimed } from './news-of-fulfilment.ts';
import { newsOfPlatforms } from './news-of-platforms.ts';
import { newsOfStock } from './news-of-stock.ts';
import { newsOf, type NewsTable } from './news-table.ts';
import { onBulkDeedRequested } from './on-bulk-deed-requested.ts';

const SOURCED = 'hub.fulfilment.order-sourced.v1';
const BULK = 'hub.tower.bulk-deed-requested.v1';

/** What the order service reacts to: all that came together at once, whoever said it. */
export function orderReader(deps: OrderDeps): Reader {
  const table: NewsTable = { ...newsOfPlatforms(deps), ...newsOfStock(deps), ...newsOfFulfilment(deps) };
  const doBulkDeeds = onBulkDeedRequested(deps);
  const take = async (events: readonly HubEvent[], tx: Tx): Promise<void> => {
    const waited = await takeNews(
      deps,
      tx,
      events.flatMap((event) => newsOf(table, event)),
    );
    if (waited.length > 0)
      await take(
        waited.map((element) => eventFromCloudEvent(JSON.parse(element))),
        tx,
      );
  };
  return {
    types: [...(Object.keys(table) as EventType[]), BULK], // NewsTable has no other keys
    // Most decisions: the order's row is not even locked for them.
    wanted: async (events) =>
      events.filter((event) => !isOfType(event, SOURCED) || !wasClaimed(deps.orders.recall(event.data.orderId), event)),
    take: async (events, tx) => {
      await take(events, tx);
      const asked = events.filter((event) => isOfType(event, BULK));
      if (asked.length > 0) await doBulkDeeds(asked, tx);
    },
  };
}
