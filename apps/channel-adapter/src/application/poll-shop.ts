import type { Logger } from '@orderloom/service-runtime';
import { alarm } from './alarm.ts';
import { captureOrders, type CaptureDeps } from './capture-orders.ts';
import type { ShopChannel } from './ports.ts';

/** Platforms show a change some seconds late, and clocks differ: each poll looks back over the end of the last one. */
const OVERLAP_MS = 120_000;
const RETRY_MS = 15_000;

export interface PollCursors {
  read(shopId: string): Promise<{ readonly orders: Date | undefined; readonly refunds: Date | undefined }>;
  write(shopId: string, cursor: 'orders' | 'refunds', until: Date): Promise<void>;
}

export interface Poller {
  start(): void;
  /** An outage may have swallowed pushes: poll now rather than at the next turn. */
  soon(): void;
  stop(): Promise<void>;
}

export interface PollDeps extends CaptureDeps {
  readonly cursors: PollCursors;
  readonly log: Logger;
  /** How far back the very first poll of a shop reads. */
  readonly firstPollMs: number;
  readonly wake: (shopIds: ReadonlySet<string>) => void;
  readonly isOpen: (shopId: string) => boolean;
}

/** The healing backstop: reads by modified time what no push told, at start, every `pollSeconds`, and after an outage. */
export function createPoller(deps: PollDeps, channel: ShopChannel): Poller {
  const bell = alarm();
  let stopped = false;
  let running: Promise<void> | undefined;
  const { shop } = channel;

  const run = async (): Promise<void> => {
    while (!stopped) {
      let waitMs = shop.pollSeconds * 1_000;
      try {
        if (deps.isOpen(shop.id)) {
          const read = await pollOnce(deps, channel);
          deps.log.info({ shop: shop.id, ...read }, 'polled');
        }
      } catch (error) {
        deps.log.warn({ shop: shop.id, err: error }, 'poll failed');
        waitMs = Math.min(waitMs, RETRY_MS);
      }
      if (!stopped) await bell.wait(waitMs);
    }
  };

  return {
    start: () => {
      running ??= run();
    },
    soon: bell.ring,
    stop: async () => {
      stopped = true;
      bell.ring();
      await running;
    },
  };
}

export async function pollOnce(
  deps: PollDeps,
  channel: ShopChannel,
): Promise<{ readonly orders: number; readonly refunds: number; readonly told: number }> {
  const { shop } = channel;
  const cursor = await deps.cursors.read(shop.id);
  const until = deps.now();
  const since = (end: Date | undefined): Date =>
    new Date(end === undefined ? until.getTime() - deps.firstPollMs : end.getTime() - OVERLAP_MS);
  let [orders, refunds, told] = [0, 0, 0];
  for await (const page of channel.changedOrders(since(cursor.orders), until)) {
    const report = await captureOrders(
      deps,
      channel,
      page.orders.map((fetched) => ({ fetched, receivedAt: fetched.readAt, generation: undefined })),
    );
    await deps.work.add(
      deps.pool,
      page.orderNos.map((platformNo) => ({ shopId: shop.id, kind: 'ORDER', platformNo, hint: {} })),
      deps.now(),
    );
    deps.wake(new Set([shop.id]));
    orders += page.orders.length + page.orderNos.length;
    told += report.told;
  }
  await deps.cursors.write(shop.id, 'orders', until);
  for await (const wakes of channel.changedRefunds(since(cursor.refunds), until)) {
    await deps.work.add(
      deps.pool,
      wakes.map((wake) => ({ ...wake, shopId: shop.id })),
      deps.now(),
    );
    refunds += wakes.length;
  }
  await deps.cursors.write(shop.id, 'refunds', until);
  deps.wake(new Set([shop.id]));
  return { orders, refunds, told };
}
