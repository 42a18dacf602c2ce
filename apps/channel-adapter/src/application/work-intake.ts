import { OutboundUnavailable, type Logger } from '@orderloom/service-runtime';
import { alarm, inTransaction } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import { byHalves } from './by-halves.ts';
import { captureOrders, type OrderToCapture } from './capture-orders.ts';
import { captureRefunds, type RefundDeps, type RefundToCapture } from './capture-refunds.ts';
import { createIntakeHand } from './intake-hand.ts';
import { createLane } from './lane.ts';
import { pace } from './pace.ts';
import type { ShopChannel } from './ports.ts';
import { createPageReader } from './read-pages.ts';
import { heldEvent, UNKNOWN_NUMBER } from './quarantine-events.ts';
import { semaphore } from './semaphore.ts';
import type { WokenWork, WorkItem } from './stores.ts';

const SAFETY_POLL_MS = 500;
const LOOK_EVERY_MS = 60;
const CAPTURE_EVERY_MS = 100;
const CAPTURE_REFUNDS_EVERY_MS = 20;
/** As many as can be in hand. */
const READ_BATCH = 400;
/** On a full machine each answer waits for a turn of our own loop: with sixteen calls at a time the orders of a shop without pages waited behind one another. */
const DETAIL_CALLS = 40;
/** Refunds have hands and calls of their own: most stop an order that is on its way to a packer, and behind ten thousand orders they would come too late. */
const REFUND_CALLS = 8;
/** A crowd is read by pages and saved in larger pieces. */
const READ_CROWD = { perSecond: 100, everyMs: 200 };
const CAPTURE_CROWD = { perSecond: 75, everyMs: 200 };
const CAPTURE_BATCH = 200;
const GIVE_UP_AFTER = 8;

/** Works off what must be read again at one shop: looks, fetches, captures. A slow answer holds up only its own order. */
export interface IntakeWorker {
  /** Something in the table must be read. */
  wake(): void;
  /** What pushes have just left in the table: worked on at once, without a look at it, where there are hands. */
  take(woken: readonly WokenWork[]): void;
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
  let stopped = false;
  let running: Promise<void> | undefined;
  const hands = { ORDER: createIntakeHand(), REFUND: createIntakeHand() };
  const calls = { ORDER: semaphore(DETAIL_CALLS), REFUND: semaphore(REFUND_CALLS) };
  const letGo = (items: readonly WorkItem[]): void => {
    for (const { kind, platformNo } of items) if (hands[kind].letGo(platformNo)) bell.ring();
  };

  const comeAgain = async (items: readonly WorkItem[], dueAt: Date): Promise<void> => {
    if (items.length === 0) return;
    await deps.work.postpone(shopId, items, dueAt).catch((error: unknown) => deps.log.error({ err: error }, 'postpone failed'));
    letGo(items);
  };
  const postpone = async (items: readonly WorkItem[], why: unknown): Promise<void> => {
    const attempts = Math.max(...items.map((item) => item.attempts));
    const waitMs = Math.min(60_000, 250 * 2 ** Math.min(attempts, 8)) * (0.75 + Math.random() / 2);
    deps.log.warn({ shop: shopId, waiting: items.length, attempts, waitMs: Math.round(waitMs), err: why }, 'intake postponed');
    await comeAgain(items, new Date(deps.now().getTime() + waitMs));
  };
  /** Each is as old as it is: one that was tried often must not make the others wait. */
  const postponeEach = async (items: readonly WorkItem[], why: unknown): Promise<void> => {
    for (const item of items) await postpone([item], why);
  };

  const orders = createLane<OrderInHand>({
    everyMs: CAPTURE_EVERY_MS,
    most: CAPTURE_BATCH,
    crowd: CAPTURE_CROWD,
    take: (given) => byHalves(given, captureNow, (failed, error) => postpone(itemsOf(failed), error)),
  });
  const captureNow = async (given: readonly OrderInHand[]): Promise<void> => {
    await captureOrders(deps, channel, ordersOf(given));
    letGo(itemsOf(given));
  };
  /** Orders that refunds wait for: the items are those of the refunds. */
  const awaited = createLane<OrderInHand>({
    everyMs: CAPTURE_REFUNDS_EVERY_MS,
    most: CAPTURE_BATCH,
    take: (given) => byHalves(given, captureAwaited, (failed, error) => postponeEach(itemsOf(failed), error)),
  });
  const captureAwaited = async (given: readonly OrderInHand[]): Promise<void> => {
    const held = new Set((await captureOrders(deps, channel, ordersOf(given))).held);
    const isHeld = ({ order }: OrderInHand): boolean => held.has(order.fetched.platformOrderNo);
    await comeAgain(itemsOf(given.filter((one) => !isHeld(one))), deps.now());
    // They are due at once, and nobody hands them over.
    bell.ring();
    // Read again at once it would be held again at once.
    await postponeEach(itemsOf(given.filter(isHeld)), new Error('the order of a refund is held in quarantine'));
  };
  const refunds = createLane<RefundToCapture>({
    everyMs: CAPTURE_REFUNDS_EVERY_MS,
    most: CAPTURE_BATCH,
    take: (given) =>
      byHalves(given, captureNewRefunds, (failed, error) => {
        const items = failed.map(({ item }) => item);
        return postponeEach(items, error);
      }),
  });
  const captureNewRefunds = async (given: readonly RefundToCapture[]): Promise<void> => {
    const early = await captureRefunds(deps, channel, given);
    const waiting = new Set(early.map(({ item }) => item));
    letGo(given.flatMap(({ item }) => (waiting.has(item) ? [] : [item])));
    for (const [orderNo, ofOrder] of Map.groupBy(early, ({ platformOrderNo }) => platformOrderNo)) {
      const items = ofOrder.map(({ item }) => item);
      track(readAwaited(orderNo, items));
    }
  };
  /** Its buyer has cancelled already, and until the hub knows the order nobody can stop it: it is read before all that wait, and waits for no other. */
  const readAwaited = async (orderNo: string, waiting: readonly WorkItem[]): Promise<void> => {
    try {
      const fetched = await calls.REFUND.run(() => channel.fetchOrder(orderNo));
      if (fetched === undefined) for (const item of waiting) await unknownToPlatform(item);
      else awaited.give({ order: { fetched, receivedAt: fetched.readAt, generation: undefined }, items: waiting });
    } catch (error) {
      await postponeEach(waiting, error);
    }
  };
  const gotOrder = (item: WorkItem, fetched: OrderToCapture['fetched']): void => {
    const { receivedAt, generation, traceparent, pushed } = item;
    const { rawId } = fetched;
    orders.give({
      items: [item],
      order: { fetched, receivedAt, generation, traceparent, pushed, ...(rawId === undefined ? {} : { rawId }) },
    });
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
        const fetched = await calls.ORDER.run(() => channel.fetchOrder(item.platformNo));
        answered();
        if (fetched === undefined) await unknownToPlatform(item);
        else gotOrder(item, fetched);
        return;
      }
      const fetched = await calls.REFUND.run(() => channel.fetchRefund(item.platformNo, item.hint));
      if (fetched === undefined) return await unknownToPlatform(item);
      refunds.give({ item, fetched });
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
    letGo([item]);
  };

  const pages = createPageReader(deps, channel);
  const toRead = createLane<WorkItem>({
    everyMs: LOOK_EVERY_MS,
    most: READ_BATCH,
    crowd: READ_CROWD,
    take: async (items) => {
      for (const item of await pages.find(items, gotOrder)) track(readOne(item));
    },
  });

  const track = (work: Promise<void>): void => {
    fetching.add(work);
    void work.catch((error: unknown) => deps.log.error({ err: error }, 'intake failed')).finally(() => fetching.delete(work));
  };

  const look = async (): Promise<readonly WorkItem[]> => {
    if (!deps.isOpen(shopId)) return [];
    const now = deps.now();
    const asked = { ORDER: hands.ORDER.asked(now.getTime()), REFUND: hands.REFUND.asked(now.getTime()) };
    const rows = await deps.work.due(shopId, now, asked);
    const found = KINDS.flatMap((kind) => {
      const items = rows.filter((item) => item.kind === kind);
      return hands[kind].found(asked[kind], items, now.getTime());
    });
    if (KINDS.some((kind) => hands[kind].mayFind())) bell.ring();
    return found;
  };

  const read = (items: readonly WorkItem[]): void => {
    for (const item of items) {
      if (channel.recentOrders !== undefined && item.kind === 'ORDER') toRead.give(item);
      else track(readOne(item));
    }
  };

  const run = async (): Promise<void> => {
    const turn = pace(LOOK_EVERY_MS);
    while (!stopped) {
      await turn();
      try {
        read(await look());
      } catch (error) {
        deps.log.warn({ shop: shopId, err: error }, 'look failed');
      }
      await bell.wait(SAFETY_POLL_MS);
    }
  };

  return {
    wake: () => {
      for (const kind of KINDS) hands[kind].suspectAll();
      bell.ring();
    },
    take: (woken) => {
      // A shop that is paused is looked at when it goes on.
      if (stopped || running === undefined || !deps.isOpen(shopId)) return;
      for (const { isNew, ...wake } of woken) {
        const item: WorkItem = { ...wake, generation: 1n, attempts: 1, pushed: true };
        if (isNew && hands[item.kind].take(item)) read([item]);
        else if (!isNew && hands[item.kind].wokenAgain(item.platformNo)) bell.ring();
      }
    },
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      bell.ring();
      await running;
      await toRead.empty();
      await Promise.allSettled(fetching);
      await Promise.all([orders.empty(), refunds.empty()]);
      // The last refunds may have asked for their orders.
      await Promise.allSettled(fetching);
      await awaited.empty();
    },
  };
}

const KINDS = ['ORDER', 'REFUND'] as const;

interface OrderInHand {
  readonly order: OrderToCapture;
  /** Who waits for it. */
  readonly items: readonly WorkItem[];
}

const ordersOf = (given: readonly OrderInHand[]): readonly OrderToCapture[] => given.map(({ order }) => order);
const itemsOf = (given: readonly OrderInHand[]): readonly WorkItem[] => given.flatMap(({ items }) => items);
