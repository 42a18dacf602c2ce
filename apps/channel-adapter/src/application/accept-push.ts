import { inTransaction, type Tx } from '@orderloom/outbox';
import type { NewRaw, RawArchive } from '@orderloom/raw-archive';
import { traceparentOf } from '@orderloom/telemetry';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { PushVerdict, Shop } from './ports.ts';
import type { IntakeWork, PushMessages } from './stores.ts';

type Push = Extract<PushVerdict, { kind: 'push' }>;

interface Waiting {
  readonly shop: Shop;
  readonly push: Push;
  readonly raw: Buffer;
  readonly receivedAt: Date;
  readonly traceparent: string;
  readonly settle: (outcome: 'taken' | 'clash') => void;
  readonly fail: (error: unknown) => void;
}

const BATCH = 400;
const SAW_PUSH_EVERY_MS = 1_000;

export interface PushIntake {
  /** Resolves once the raw body is committed. `clash`: a known message id came with another content. */
  take(shop: Shop, push: Push, raw: Buffer, receivedAt: Date): Promise<'taken' | 'clash'>;
}

export interface PushIntakeDeps {
  readonly pool: Pool;
  readonly archive: RawArchive;
  readonly messages: PushMessages;
  readonly work: IntakeWork;
  /** There is something to read again at these shops. */
  readonly wake: (shopIds: ReadonlySet<string>) => void;
}

/** Group commit: while one transaction is on its way, the pushes that come collect, and go in one insert together. */
export function createPushIntake(deps: PushIntakeDeps): PushIntake {
  let waiting: Waiting[] = [];
  let working = false;
  const sawPushAt = new Map<string, number>();

  const run = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      try {
        const clashes = await inTransaction(deps.pool, (tx) => save(tx, batch));
        for (const one of batch) one.settle(clashes.has(one) ? 'clash' : 'taken');
        deps.wake(new Set(batch.map((one) => one.shop.id)));
      } catch (error) {
        for (const one of batch) one.fail(error);
      }
    }
    working = false;
  };

  const save = async (tx: Tx, batch: readonly Waiting[]): Promise<ReadonlySet<Waiting>> => {
    const messages = batch.flatMap((one) =>
      one.push.messages.map((message) => ({ one, message, shopId: one.shop.id, key: message.key, digest: message.digest })),
    );
    const now = batch[0]?.receivedAt ?? new Date();
    const verdicts = messages.length === 0 ? [] : await deps.messages.remember(tx, messages, now);
    const clashes = new Set(messages.filter((_message, index) => verdicts[index] === 'clash').map(({ one }) => one));
    const fresh = messages.filter((_message, index) => verdicts[index] === 'new');
    const refused = fresh.filter(({ one }) => clashes.has(one));
    if (refused.length > 0) await deps.messages.forget(tx, refused);

    const news = fresh.filter(({ one }) => !clashes.has(one));
    const carriers = [...new Set(news.map(({ one }) => one))];
    await deps.archive.save(tx, carriers.map(rawOf));
    await deps.work.add(
      tx,
      news.flatMap(({ one, message, shopId }) =>
        message.wakes.map((wake) => ({ ...wake, shopId, traceparent: one.traceparent, pushed: true })),
      ),
      now,
    );
    await noteShops(tx, batch, now);
    return clashes;
  };

  const noteShops = async (tx: Tx, batch: readonly Waiting[], now: Date): Promise<void> => {
    const stale = [...new Set(batch.map((one) => one.shop.id))].filter(
      (id) => now.getTime() - (sawPushAt.get(id) ?? 0) > SAW_PUSH_EVERY_MS,
    );
    if (stale.length === 0) return;
    await tx.query('update shop set last_push_at = $2 where id = any($1)', [stale, now]);
    for (const id of stale) sawPushAt.set(id, now.getTime());
  };

  return {
    take: (shop, push, raw, receivedAt) =>
      new Promise((settle, fail) => {
        waiting.push({ shop, push, raw, receivedAt, traceparent: traceparentOf() ?? '', settle, fail });
        if (!working) void run();
      }),
  };
}

function rawOf({ shop, push, raw, receivedAt }: Waiting): NewRaw {
  const wakes = push.messages.flatMap((message) => message.wakes);
  return {
    id: uuidv7(),
    direction: 'IN',
    system: shop.system,
    operation: push.operation,
    contentType: push.contentType,
    body: raw,
    receivedAt,
    subject: wakes.find((wake) => wake.kind === 'ORDER')?.platformNo ?? wakes[0]?.platformNo ?? '',
  };
}
