import type { Logger } from '@orderloom/service-runtime';
import type { FetchedOrder, ShopChannel } from './ports.ts';
import type { WorkItem } from './stores.ts';

/** From so many on a page of them, strangers among them, costs less than one call for each. */
const MANY = 20;
const MOST_ON_A_PAGE = 100;
/** A platform tells of a change up to so long after it. */
const PUSH_LATENCY_MS = 60_000;
const CLOCK_SKEW_MS = 200;
/** Orders that were read for nobody yet: they are the next to be pushed, or wait further back. */
const MOST_KEPT = 1_000;
const MOST_GIVEN = 4_000;
/** After so many orders read it is judged whether a quarter of them was of use; when not, no page is read for so long. */
const JUDGED_AFTER = 300;
const NO_PAGES_MS = 60_000;

/** Reads orders of one shop by pages when many wait. One page after the other, for all who wait: it must not be asked twice at once. */
export interface PageReader {
  /** Hands out what it finds; the others are to be read one by one. */
  find(items: readonly WorkItem[], found: (item: WorkItem, order: FetchedOrder) => void): Promise<readonly WorkItem[]>;
}

export function createPageReader(
  deps: { readonly log: Logger; readonly now: () => Date },
  channel: Pick<ShopChannel, 'shop' | 'recentOrders'>,
): PageReader {
  const kept = new Map<string, FetchedOrder>();
  /** What was read for somebody not long ago: on a page again it is a stranger. */
  const given = new Set<string>();
  let pagesFrom = 0;
  let [read, used] = [0, 0];

  const keep = (order: FetchedOrder): void => {
    kept.delete(order.platformOrderNo);
    kept.set(order.platformOrderNo, order);
    dropOldest(kept, MOST_KEPT);
  };
  const give = (item: WorkItem): void => {
    given.add(item.platformNo);
    dropOldest(given, MOST_GIVEN);
  };
  const judge = (): void => {
    if (read < JUDGED_AFTER) return;
    if (used < read / 4) {
      pagesFrom = deps.now().getTime() + NO_PAGES_MS;
      kept.clear();
    }
    [read, used] = [read / 2, used / 2];
  };

  const readPages = async (missing: Map<string, WorkItem>, found: (item: WorkItem, order: FetchedOrder) => void): Promise<void> => {
    const moments = [...missing.values()].map((item) => item.receivedAt.getTime());
    const since = new Date(Math.min(...moments) - PUSH_LATENCY_MS);
    const until = new Date(Math.max(...moments) + CLOCK_SKEW_MS);
    const size = Math.min(MOST_ON_A_PAGE, Math.ceil(missing.size * 1.25) + 10);
    let pages = Math.ceil(missing.size / size) + 6;
    for await (const page of channel.recentOrders?.(since, until, size) ?? []) {
      read += page.length;
      let isOfUse = false;
      for (const order of page) {
        const item = missing.get(order.platformOrderNo);
        if (item !== undefined) {
          missing.delete(order.platformOrderNo);
          used += 1;
          found(item, order);
        } else if (!given.has(order.platformOrderNo)) keep(order);
        else continue;
        isOfUse = true;
      }
      pages -= 1;
      if (!isOfUse || pages === 0 || missing.size < MANY / 2) return;
    }
  };

  return {
    find: async (items, found) => {
      const missing = new Map<string, WorkItem>();
      for (const item of items) {
        give(item);
        const order = kept.get(item.platformNo);
        kept.delete(item.platformNo);
        if (order === undefined || !mayStandFor(order, item)) {
          missing.set(item.platformNo, item);
          continue;
        }
        used += 1;
        found(item, order);
      }
      if (missing.size >= MANY && deps.now().getTime() >= pagesFrom) {
        try {
          await readPages(missing, found);
          judge();
        } catch (error) {
          pagesFrom = deps.now().getTime() + NO_PAGES_MS;
          deps.log.warn({ shop: channel.shop.id, err: error }, 'page not read');
        }
      }
      return [...missing.values()];
    },
  };
}

/**
 * Read well after the push had come, so it holds what the push was about. When it was pushed again only the row says that, not when:
 * then nothing that was read before the row counts.
 */
function mayStandFor(order: FetchedOrder, item: WorkItem): boolean {
  return item.generation === 1n && order.readAt.getTime() > item.receivedAt.getTime() + CLOCK_SKEW_MS;
}

function dropOldest(held: Map<string, unknown> | Set<string>, most: number): void {
  if (held.size <= most) return;
  const [oldest] = held.keys();
  if (oldest !== undefined) held.delete(oldest);
}
