import { isOfType } from '@orderloom/contracts';
import { wholeBundles, type Reader } from '@orderloom/outbox';
import { platformKeyText, type PlatformKey } from '../application/ports.ts';
import { takeNews } from '../application/take-news.ts';
import type { OrderDeps } from './deps.ts';
import { newsOfPlatforms } from './news-of-platforms.ts';
import { newsOf } from './news-table.ts';

const REQUESTED = 'hub.channel.refund-requested.v1';

/**
 * Refunds, read ahead of all that the order service takes in turns: most stop an order that may be on its way to a packer, and behind a turn's
 * placements they would come too late. One of an order that is not known yet is left to those turns, which place the order.
 */
export function refundsAhead(
  deps: OrderDeps & { readonly knownKeys: (keys: readonly PlatformKey[]) => Promise<ReadonlySet<string>> },
): Reader {
  const table = newsOfPlatforms(deps);
  return {
    types: [REQUESTED],
    wanted: async (events) => {
      const keys = events.flatMap((event) => (isOfType(event, REQUESTED) ? [event.data] : []));
      const known = await deps.knownKeys(keys);
      return wholeBundles(events, (event) => isOfType(event, REQUESTED) && known.has(platformKeyText(event.data)));
    },
    take: async (events, tx) => {
      await takeNews(
        deps,
        tx,
        events.flatMap((event) => newsOf(table, event)),
      );
    },
  };
}
