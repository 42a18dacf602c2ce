import { inTransaction } from '@orderloom/outbox';
import { GIVE_UP_AFTER_MS, isAway, outcomeOf, pauseAfter } from '../../domain/webhooks/retry.ts';
import { tellDisabled } from './tell-disabled.ts';
import type { OpenEndpoint, PostedWebhook, Taken, WebhookDeps } from './ports.ts';

/** Tries under way at one endpoint; one that fails again and again gets one. */
const IN_FLIGHT = 8;
const IN_FLIGHT_WHEN_FAILING = 1;
const FAILING = 5;
/** The time of the last success is written at most so often. */
const NOTE_EVERY_MS = 5_000;

export interface WebhookSender {
  /** Begins what is due and does not wait for its end; answers with how many tries began. */
  turn(): Promise<number>;
  /** When every try under way has ended. */
  idle(): Promise<void>;
}

/**
 * Sends to every endpoint beside the others: each has places of its own, so one that is slow or dead only keeps itself waiting.
 */
export function webhookSender(
  deps: WebhookDeps,
  options: {
    /** Longer than a try may take, so that none is made twice while its sender lives. */
    readonly leaseMs: number;
    readonly onFree: () => void;
    readonly onTrouble: (error: unknown) => void;
  },
): WebhookSender {
  const underWay = new Map<string, Set<Promise<void>>>();

  const begin = (endpoint: OpenEndpoint, taken: Taken): void => {
    const own = underWay.get(endpoint.id) ?? new Set();
    underWay.set(endpoint.id, own);
    const work = tryOnce(deps, endpoint, taken)
      .catch(options.onTrouble)
      .finally(() => {
        own.delete(work);
        if (own.size === 0) underWay.delete(endpoint.id);
        options.onFree();
      });
    own.add(work);
  };

  return {
    turn: async () => {
      const endpoints = new Map((await deps.webhooks.openEndpoints()).map((endpoint) => [endpoint.id, endpoint]));
      const slots = new Map<string, number>();
      for (const { id, failures } of endpoints.values()) {
        const free = (failures >= FAILING ? IN_FLIGHT_WHEN_FAILING : IN_FLIGHT) - (underWay.get(id)?.size ?? 0);
        if (free > 0) slots.set(id, free);
      }
      if (slots.size === 0) return 0;
      const now = deps.now();
      const taken = await inTransaction(deps.pool, (tx) =>
        deps.webhooks.take(tx, { slots, now, lease: new Date(now.getTime() + options.leaseMs) }),
      );
      for (const one of taken) {
        const endpoint = endpoints.get(one.endpointId);
        if (endpoint !== undefined) begin(endpoint, one);
      }
      return taken.length;
    },
    idle: async () => {
      await Promise.all([...underWay.values()].flatMap((own) => [...own]));
    },
  };
}

async function tryOnce(deps: WebhookDeps, endpoint: OpenEndpoint, taken: Taken): Promise<void> {
  const sentAt = deps.now();
  const inRotation = endpoint.previousSecret !== undefined && (endpoint.previousUntil?.getTime() ?? 0) > sentAt.getTime();
  const sealed = inRotation && endpoint.previousSecret !== undefined ? [endpoint.secret, endpoint.previousSecret] : [endpoint.secret];
  const headers = deps.secrets.sign({
    id: taken.eventId,
    sentAt,
    body: taken.body,
    secrets: sealed.map((one) => deps.secrets.open(one, endpoint.id)),
  });
  const posted = await deps.receiver.post({ url: endpoint.url, headers, body: taken.body });
  await settle(deps, taken, posted);
}

async function settle(deps: WebhookDeps, taken: Taken, posted: PostedWebhook & { readonly tookMs: number }): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const endpoint = await deps.webhooks.lockEndpoint(tx, taken.endpointId);
    if (endpoint === undefined) return;
    await deps.webhooks.noteAttempt(tx, taken.attemptId, posted);
    const outcome = outcomeOf(posted, { firstTriedAt: taken.firstTriedAt, now });
    const pause = pauseAfter(taken.triesOfRound, deps.random(), posted.retryAfterS * 1_000);
    await deps.webhooks.settle(tx, taken, {
      state: outcome === 'AGAIN' ? 'DUE' : outcome,
      nextTryAt: new Date(now.getTime() + pause),
      away: outcome !== 'DELIVERED' && isAway(posted.status),
      now,
    });
    if (outcome === 'DELIVERED') {
      if (endpoint.failures >= FAILING) await deps.webhooks.tryAgainNow(tx, endpoint.id, now);
      const noted = endpoint.lastDeliveredAt?.getTime() ?? 0;
      if (endpoint.failures > 0 || now.getTime() - noted > NOTE_EVERY_MS)
        await deps.webhooks.noteHealth(tx, endpoint.id, { failures: 0, failingSince: undefined, deliveredAt: now });
      return;
    }
    const failingSince = endpoint.failingSince ?? now;
    await deps.webhooks.noteHealth(tx, endpoint.id, { failures: endpoint.failures + 1, failingSince, failedAt: now });
    if (endpoint.state !== 'ENABLED' || now.getTime() - failingSince.getTime() < GIVE_UP_AFTER_MS) return;
    await deps.webhooks.disable(tx, endpoint.id, 'FAILING', now);
    await tellDisabled(deps, tx, endpoint, failingSince);
  });
}
