import { OutboundUnavailable, type Logger } from '@orderloom/service-runtime';
import { alarm } from '@orderloom/outbox';
import { captureOrders, type CaptureDeps, type OrderToCapture } from './capture-orders.ts';
import { gatherAhead } from './gather-ahead.ts';
import type { FetchedOrder, ShopChannel } from './ports.ts';
import { semaphore } from './semaphore.ts';

/** Platforms show a change some seconds late, and clocks differ: each poll looks back over the end of the last one. */
const OVERLAP_MS = 120_000;
const RETRY_MS = 15_000;
/** Orders that have been read and are not saved yet. */
const AHEAD = 300;
/** Beside the calls of the worker, which pushes wait for: behind a list of numbers each order is a call, and a busy platform takes its time for each. */
const DETAIL_CALLS = 32;

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
  for await (const read of gatherAhead(changedOrders(deps, channel, since(cursor.orders), until), AHEAD)) {
    const report = await capture(deps, channel, read);
    orders += read.length;
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

interface Changed {
  readonly platformNo: string;
  /** Undefined where it could not be read at once: the worker tries again. */
  readonly fetched: FetchedOrder | undefined;
}

/** What changed, as whole orders: where a platform tells numbers only, each is read here. As work it would be written, looked for and deleted besides. */
async function* changedOrders(deps: PollDeps, channel: ShopChannel, since: Date, until: Date): AsyncGenerator<readonly Changed[]> {
  const calls = semaphore(DETAIL_CALLS);
  for await (const page of channel.changedOrders(since, until)) {
    // The cursor stays where it was, so that the poll after the pause begins here again.
    if (!deps.isOpen(channel.shop.id)) throw new Error('the intake was paused during a poll');
    let away = false;
    const readOne = async (platformNo: string): Promise<Changed> => {
      // Each further call would wait for its own deadline.
      if (away) return { platformNo, fetched: undefined };
      try {
        return { platformNo, fetched: await channel.fetchOrder(platformNo) };
      } catch (error) {
        away ||= error instanceof OutboundUnavailable;
        return { platformNo, fetched: undefined };
      }
    };
    yield [
      ...page.orders.map((fetched) => ({ platformNo: fetched.platformOrderNo, fetched })),
      ...(await Promise.all(page.orderNos.map((platformNo) => calls.run(() => readOne(platformNo))))),
    ];
  }
}

/** Saves what was read; what was not, and what cannot be saved together, is left to the worker. The cursor may pass both. */
async function capture(deps: PollDeps, channel: ShopChannel, read: readonly Changed[]): Promise<{ readonly told: number }> {
  const orders = read.flatMap(({ fetched }): OrderToCapture[] =>
    fetched === undefined ? [] : [{ fetched, receivedAt: fetched.readAt, generation: undefined }],
  );
  try {
    const report = await captureOrders(deps, channel, orders);
    await leave(
      deps,
      channel,
      read.filter(({ fetched }) => fetched === undefined),
    );
    return report;
  } catch (error) {
    // A platform that is away is asked again from the same place.
    if (error instanceof OutboundUnavailable) throw error;
    deps.log.warn({ shop: channel.shop.id, orders: orders.length, err: error }, 'polled orders not saved');
    await leave(deps, channel, read);
    return { told: 0 };
  }
}

async function leave(deps: PollDeps, channel: ShopChannel, orders: readonly Changed[]): Promise<void> {
  if (orders.length === 0) return;
  const shopId = channel.shop.id;
  await deps.work.add(
    deps.pool,
    orders.map(({ platformNo }) => ({ shopId, kind: 'ORDER', platformNo, hint: {} })),
    deps.now(),
  );
  deps.wake(new Set([shopId]));
}
