import { OutboundUnavailable, type Logger } from '@orderloom/service-runtime';
import { inTransaction } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import { alarm } from './alarm.ts';
import { captureOrders, type OrderToCapture } from './capture-orders.ts';
import { captureRefunds, type RefundDeps, type RefundToCapture } from './capture-refunds.ts';
import type { ShopChannel } from './ports.ts';
import { heldEvent, UNKNOWN_NUMBER } from './quarantine-events.ts';
import type { WorkItem } from './stores.ts';

const SAFETY_POLL_MS = 500;
const LEASE_MS = 30_000;
const IN_FLIGHT = 400;
const DETAIL_CALLS = 16;
/** From so many on it is cheaper to read pages of a hundred, strangers among them, than one order after the other. */
const MANY = 40;
const PUSH_LATENCY_MS = 60_000;
const CAPTURE_BATCH = 100;
const GIVE_UP_AFTER = 8;

/** Works off what must be read again at one shop: claims, fetches, captures. A slow answer holds up only its own order. */
export interface IntakeWorker {
  wake(): void;
  start(): void;
  stop(): Promise<void>;
}

export function createIntakeWorker(
  deps: RefundDeps & { readonly log: Logger; readonly onRecovered: () => void; readonly isOpen: (shopId: string) => boolean },
  channel: ShopChannel,
): IntakeWorker {
  const bell = alarm();
  const shopId = channel.shop.id;
  const fetching = new Set<Promise<void>>();
  let orders: { readonly order: OrderToCapture; readonly item: WorkItem }[] = [];
  let refunds: RefundToCapture[] = [];
  let capturing: Promise<void> | undefined;
  let stopped = false;
  let running: Promise<void> | undefined;
  const slots = semaphore(DETAIL_CALLS);

  const postpone = async (items: readonly WorkItem[], why: unknown): Promise<void> => {
    const attempts = Math.max(...items.map((item) => item.attempts));
    const waitMs = Math.min(60_000, 250 * 2 ** Math.min(attempts, 8)) * (0.75 + Math.random() / 2);
    deps.log.warn({ shop: shopId, waiting: items.length, attempts, waitMs: Math.round(waitMs), err: why }, 'intake postponed');
    await deps.work
      .postpone(shopId, items, new Date(deps.now().getTime() + waitMs))
      .catch((error: unknown) => deps.log.error({ err: error }, 'postpone failed'));
  };

  const captureReady = async (): Promise<void> => {
    while (orders.length > 0 || refunds.length > 0) {
      const batch = orders.slice(0, CAPTURE_BATCH);
      orders = orders.slice(CAPTURE_BATCH);
      const asked = refunds.slice(0, CAPTURE_BATCH);
      refunds = refunds.slice(CAPTURE_BATCH);
      try {
        await captureOrders(
          deps,
          channel,
          batch.map(({ order }) => order),
        );
      } catch (error) {
        await postpone(
          batch.map(({ item }) => item),
          error,
        );
      }
      if (asked.length === 0) continue;
      try {
        const early = await captureRefunds(deps, channel, asked);
        if (early.length > 0) await deps.work.postpone(shopId, early, new Date(deps.now().getTime() + 400));
      } catch (error) {
        await postpone(
          asked.map(({ item }) => item),
          error,
        );
      }
    }
    capturing = undefined;
  };
  const captureSoon = (): void => {
    capturing ??= Promise.resolve().then(captureReady);
  };
  const gotOrder = (item: WorkItem, fetched: OrderToCapture['fetched']): void => {
    const { receivedAt, generation, traceparent, pushed } = item;
    const { rawId } = fetched;
    orders.push({ item, order: { fetched, receivedAt, generation, traceparent, pushed, ...(rawId === undefined ? {} : { rawId }) } });
    captureSoon();
  };

  /** While the platform was away its pushes may have been too. */
  let away = false;
  const answered = (): void => {
    if (away) deps.onRecovered();
    away = false;
  };

  const readOne = async (item: WorkItem): Promise<void> => {
    try {
      if (item.kind === 'ORDER') {
        const fetched = await slots.run(() => channel.fetchOrder(item.platformNo));
        answered();
        if (fetched === undefined) await unknownToPlatform(item);
        else gotOrder(item, fetched);
        return;
      }
      const fetched = await slots.run(() => channel.fetchRefund(item.platformNo, item.hint));
      if (fetched === undefined) return await unknownToPlatform(item);
      refunds.push({ item, fetched });
      captureSoon();
    } catch (error) {
      away ||= error instanceof OutboundUnavailable;
      await postpone([item], error);
    }
  };

  /** A push may be faster than the platform's own replicas; only after several tries it is held for a person. */
  const unknownToPlatform = async (item: WorkItem): Promise<void> => {
    if (item.attempts < GIVE_UP_AFTER) return postpone([item], new Error('the platform does not know this number'));
    await inTransaction(deps.pool, async (tx) => {
      const rawId = uuidv7();
      const now = deps.now();
      const body = Buffer.from(JSON.stringify({ kind: item.kind, platformNo: item.platformNo }));
      await deps.archive.save(tx, [
        {
          id: rawId,
          direction: 'ANSWER',
          system: channel.shop.system,
          operation: 'unknown number',
          contentType: 'application/json',
          body,
          receivedAt: now,
          subject: item.platformNo,
        },
      ]);
      const held = await deps.quarantine.hold(
        tx,
        shopId,
        [
          {
            kind: item.kind,
            platformNo: item.platformNo,
            platformOrderNo: item.kind === 'ORDER' ? item.platformNo : '',
            reason: 'MISSING_FIELD',
            field: 'platformOrderNo',
            detail: UNKNOWN_NUMBER,
            hint: item.hint,
            rawId,
          },
        ],
        now,
      );
      await deps.outbox.append(
        tx,
        held.map((entry) => heldEvent(channel.shop, entry, deps.archive.refOf(rawId), now)),
      );
      await deps.work.finish(tx, shopId, item.kind, [item]);
    });
  };

  /** Newest first, page by page, until all that wait are found; stragglers are read one by one. */
  const readMany = async (items: readonly WorkItem[]): Promise<void> => {
    const missing = new Map(items.map((item) => [item.platformNo, item]));
    try {
      const since = new Date(Math.min(...items.map((item) => item.receivedAt.getTime())) - PUSH_LATENCY_MS);
      let pages = Math.ceil(items.length / 100) + 1;
      for await (const page of channel.recentOrders?.(since, new Date(deps.now().getTime() + 5_000)) ?? []) {
        const before = missing.size;
        for (const fetched of page) {
          const item = missing.get(fetched.platformOrderNo);
          if (item === undefined) continue;
          missing.delete(fetched.platformOrderNo);
          gotOrder(item, fetched);
        }
        pages -= 1;
        // Pages of strangers cost more than they bring: what was pushed late is not among the newest.
        if (missing.size < MANY / 2 || pages === 0 || before - missing.size < page.length / 4) break;
      }
    } catch (error) {
      deps.log.warn({ shop: shopId, err: error }, 'page not read');
    }
    await Promise.all([...missing.values()].map(readOne));
  };

  const track = (work: Promise<void>): void => {
    fetching.add(work);
    void work.catch((error: unknown) => deps.log.error({ err: error }, 'intake failed')).finally(() => fetching.delete(work));
  };

  let inFlight = 0;
  const run = async (): Promise<void> => {
    while (!stopped) {
      let claimed: readonly WorkItem[] = [];
      try {
        claimed =
          inFlight < IN_FLIGHT && deps.isOpen(shopId) ? await deps.work.claim(shopId, IN_FLIGHT - inFlight, deps.now(), LEASE_MS) : [];
      } catch (error) {
        deps.log.warn({ shop: shopId, err: error }, 'claim failed');
      }
      if (claimed.length === 0) {
        await bell.wait(SAFETY_POLL_MS);
        continue;
      }
      const orderItems = claimed.filter((item) => item.kind === 'ORDER');
      const asPages = channel.recentOrders !== undefined && orderItems.length >= MANY;
      const single = asPages ? claimed.filter((item) => item.kind === 'REFUND') : claimed;
      inFlight += claimed.length;
      const done = (count: number) => (): void => {
        inFlight -= count;
        bell.ring();
      };
      if (asPages) track(readMany(orderItems).finally(done(orderItems.length)));
      for (const item of single) track(readOne(item).finally(done(1)));
    }
  };

  return {
    wake: bell.ring,
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      bell.ring();
      await running;
      await Promise.allSettled(fetching);
      await capturing;
    },
  };
}

function semaphore(places: number): { run<T>(work: () => Promise<T>): Promise<T> } {
  let free = places;
  const queue: (() => void)[] = [];
  return {
    run: async (work) => {
      if (free === 0) await new Promise<void>((resolve) => queue.push(resolve));
      else free -= 1;
      try {
        return await work();
      } finally {
        const next = queue.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
