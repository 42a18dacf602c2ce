import { failureKind, newId } from '@orderloom/outbox';
import type { NewRaw } from '@orderloom/raw-archive';
import { traceparentOf } from '@orderloom/telemetry';
import { createLane } from './lane.ts';
import type { PushVerdict, Shop } from './ports.ts';
import { sortOut, type PushBatch } from './sort-out-pushes.ts';
import type { WokenWork } from './stores.ts';

type Push = Extract<PushVerdict, { kind: 'push' }>;

export interface ReceivedPush {
  readonly shopId: string;
  readonly body: NewRaw & { readonly id: string };
  readonly messages: Push['messages'];
  readonly traceparent: string;
}

interface Waiting extends ReceivedPush {
  readonly settle: (outcome: 'taken' | 'clash') => void;
  readonly fail: (error: unknown) => void;
}

const BATCH = 400;
/** Commits begin so far apart: a lone push is saved at once, and those of a peak share a commit. */
const SAVE_EVERY_MS = 30;
/** What would come behind so many is not taken: its platform repeats it, and the poll heals what it does not. */
const MOST_WAITING = 5_000;
const MOST_WAITING_BYTES = 256 * 1024 * 1024;
const SAW_PUSH_EVERY_MS = 1_000;

export interface PushIntake {
  /** Resolves once the raw body is committed. `clash`: a known message id came with another content. Throws DoorCrowded. */
  take(shop: Shop, push: Push, raw: Buffer, receivedAt: Date): Promise<'taken' | 'clash'>;
}

/** More pushes wait than can be saved in the time that platforms wait. */
export class DoorCrowded extends Error {
  override readonly name = 'DoorCrowded';
}

export interface SavedPushes {
  /** Bodies that bring a known message id with another content: then nothing was saved. */
  readonly clashes: ReadonlySet<string>;
  readonly woken: readonly WokenWork[];
}

export interface PushStore {
  /** Saves what is new in one commit. */
  save(batch: PushBatch, now: Date): Promise<SavedPushes>;
  sawPushes(shopIds: readonly string[], now: Date): Promise<void>;
}

export interface PushIntakeDeps {
  readonly store: PushStore;
  /** There is something to read again. */
  readonly wake: (woken: readonly WokenWork[]) => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Group commit: while one is on its way, the pushes that come collect, and go in the next one together. */
export function createPushIntake(deps: PushIntakeDeps): PushIntake {
  const sawPushAt = new Map<string, number>();

  const noteShops = (shopIds: ReadonlySet<string>, now: Date): void => {
    const stale = [...shopIds].filter((id) => now.getTime() - (sawPushAt.get(id) ?? 0) > SAW_PUSH_EVERY_MS);
    if (stale.length === 0) return;
    for (const id of stale) sawPushAt.set(id, now.getTime());
    deps.store.sawPushes(stale, now).catch((error: unknown) => deps.onTrouble('last push not noted', error));
  };

  const take = async (batch: readonly Waiting[]): Promise<void> => {
    let left = batch;
    let woken: readonly WokenWork[] = [];
    try {
      for (let isSaved = false; !isSaved && left.length > 0;) {
        const now = left[0]?.body.receivedAt ?? new Date();
        const { clashes, ...news } = sortOut(left);
        const nothing = { clashes, woken: [] };
        const saved = clashes.size > 0 || news.messages.length === 0 ? nothing : await deps.store.save(news, now);
        const refused = saved.clashes;
        woken = saved.woken;
        for (const one of left) if (refused.has(one.body.id)) one.settle('clash');
        left = left.filter((one) => !refused.has(one.body.id));
        isSaved = refused.size === 0;
      }
      for (const one of left) one.settle('taken');
      if (woken.length > 0) deps.wake(woken);
      noteShops(new Set(left.map((one) => one.shopId)), new Date());
    } catch (error) {
      if (left.length > 1 && failureKind(error) !== 'OUTAGE') return takeHalves(left);
      for (const one of left) one.fail(error);
    }
  };
  /** One push that cannot be saved must not cost its neighbours their answer. */
  const takeHalves = async (batch: readonly Waiting[]): Promise<void> => {
    const half = Math.ceil(batch.length / 2);
    await take(batch.slice(0, half));
    await take(batch.slice(half));
  };
  let waitingBytes = 0;
  const lane = createLane<Waiting>({
    everyMs: SAVE_EVERY_MS,
    most: BATCH,
    take: async (batch) => {
      for (const { body } of batch) waitingBytes -= body.body.length;
      await take(batch);
    },
  });

  return {
    take: (shop, push, raw, receivedAt) =>
      new Promise((settle, fail) => {
        if (lane.waiting() >= MOST_WAITING || waitingBytes > MOST_WAITING_BYTES)
          return fail(new DoorCrowded(`${lane.waiting()} pushes of ${waitingBytes} bytes wait`));
        waitingBytes += raw.length;
        const body = bodyOf(shop, push, raw, receivedAt);
        lane.give({ shopId: shop.id, body, messages: push.messages, traceparent: traceparentOf() ?? '', settle, fail });
      }),
  };
}

function bodyOf(shop: Shop, push: Push, raw: Buffer, receivedAt: Date): ReceivedPush['body'] {
  const wakes = push.messages.flatMap((message) => message.wakes);
  return {
    id: newId(),
    direction: 'IN',
    system: shop.system,
    operation: push.operation,
    contentType: push.contentType,
    body: raw,
    receivedAt,
    subject: wakes.find((wake) => wake.kind === 'ORDER')?.platformNo ?? wakes[0]?.platformNo ?? '',
  };
}
