import { systemClock } from '@orderloom/domain-kernel';
import type { Outbox } from '@orderloom/outbox';
import { repeat, rpcAddress } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { KeeperDeps } from './application/webhooks/keeper-ports.ts';
import { askShops } from './application/webhooks/ask-shops.ts';
import type { WebhookDeps, WebhookStore } from './application/webhooks/ports.ts';
import { webhookSender } from './application/webhooks/send-webhooks.ts';
import type { MessengerEnv } from './env.ts';
import { messageStore } from './persistence/message-store.ts';
import { endpointStore } from './persistence/webhooks/endpoint-store.ts';
import { webhookStore } from './persistence/webhooks/webhook-store.ts';
import { orderShops } from './rpc/order-shops.ts';
import { createFence, Fenced, type Fence } from './transports/webhook/fence.ts';
import { webhookPost } from './transports/webhook/post.ts';
import { webhookSecrets } from './transports/webhook/secrets.ts';

const PAUSE_MS = 500;
/** Nobody listens: whoever makes or enables an endpoint here wakes the sender, and one of another process is seen so soon. */
const UNHEARD_PAUSE_MS = 5_000;
const SETTLE_MS = 5_000;
const SHOPS_PAUSE_MS = 10_000;
const SWEEP_PAUSE_MS = 600_000;
const SWEEP_ROWS = 5_000;
const DAY_MS = 86_400_000;

export interface Webhooks {
  readonly store: WebhookStore;
  /** What people and keys do to endpoints. */
  readonly keeping: KeeperDeps;
  wake(): void;
  /** There are orders whose shop is to be asked for. */
  wakeShops(): void;
  stop(): Promise<void>;
}

/** The sending of webhooks: store, fence, signer and the sender's loop. */
export function composeWebhooks(around: {
  readonly env: MessengerEnv;
  readonly allow: readonly string[];
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly onTrouble: (what: string, error: unknown) => void;
}): Webhooks {
  const { env, pool, outbox, onTrouble } = around;
  const deadlineMs = env.HUB_WEBHOOK_DEADLINE_MS;
  const fence = createFence({ allowed: [...around.allow, ...env.HUB_WEBHOOK_ALLOW] });
  const receiver = webhookPost(fence, { deadlineMs, userAgent: 'Orderloom-Webhooks/1' });
  const store = webhookStore(pool);
  const deps: WebhookDeps = {
    pool,
    outbox,
    webhooks: store,
    secrets: webhookSecrets(env.HUB_MASTER_KEY),
    receiver,
    messages: messageStore,
    now: systemClock,
    random: Math.random,
  };
  const sender = webhookSender(deps, {
    leaseMs: deadlineMs + SETTLE_MS,
    onFree: () => sending.wake(),
    onTrouble: (error) => onTrouble('webhook', error),
  });
  const sending = repeat(
    () => (sender.hasEndpoints() ? PAUSE_MS : UNHEARD_PAUSE_MS),
    sender.turn,
    (error) => onTrouble('webhooks', error),
  );
  const orders = orderShops({ internalKey: env.HUB_INTERNAL_KEY, address: rpcAddress('order', env) });
  const asking = repeat(
    SHOPS_PAUSE_MS,
    async () => {
      if ((await askShops({ ...deps, orders })) > 0) sending.wake();
    },
    (error) => onTrouble('shops of orders', error),
  );
  const sweeping = repeat(
    SWEEP_PAUSE_MS,
    async () => {
      const now = deps.now();
      const before = new Date(now.getTime() - env.HUB_WEBHOOK_KEEP_DAYS * DAY_MS);
      while ((await store.forget(before, now, SWEEP_ROWS)) === SWEEP_ROWS);
    },
    (error) => onTrouble('sweep of webhooks', error),
  );
  return {
    store,
    keeping: {
      pool,
      outbox,
      endpoints: endpointStore,
      secrets: deps.secrets,
      refusalOfUrl: (url) => refusalOf(fence, url),
      keepDays: env.HUB_WEBHOOK_KEEP_DAYS,
      now: systemClock,
      newId: uuidv7,
      wake: sending.wake,
    },
    wake: sending.wake,
    wakeShops: asking.wake,
    stop: async () => {
      await Promise.all([sending.stop(), asking.stop(), sweeping.stop()]);
      orders.close();
      await sender.idle();
      await receiver.close();
    },
  };
}

/** A name may lead elsewhere tomorrow, so every try asks again; who makes an endpoint hears of it today. */
async function refusalOf(fence: Fence, url: string): Promise<{ readonly reason: string; readonly message: string } | undefined> {
  try {
    await fence.addressOf(fence.read(url));
    return undefined;
  } catch (error) {
    if (error instanceof Fenced) return { reason: error.reason, message: error.message };
    throw error;
  }
}
