import { inTransaction } from '@orderloom/outbox';
import { GIVE_UP_AFTER_MS, isAway, outcomeOf, pauseAfter } from '../../domain/webhooks/retry.ts';
import { tellDisabled } from './tell-disabled.ts';
import type { EndedTry, WebhookDeps } from './ports.ts';

/** From so many failures in a row on an endpoint gets one try at a time, until one succeeds. */
export const FAILING = 5;
/** The time of the last success is written at most so often. */
const NOTE_EVERY_MS = 5_000;

/** Writes down how tries ended. Those of one endpoint that end while a write is under way are written together in the next one. */
export function webhookSettler(deps: WebhookDeps): (ended: EndedTry) => Promise<void> {
  const waiting = new Map<string, { readonly ended: EndedTry; readonly done: (turn: Promise<void>) => void }[]>();

  const run = async (endpointId: string, own: NonNullable<ReturnType<typeof waiting.get>>): Promise<void> => {
    while (own.length > 0) {
      const batch = own.splice(0);
      const turn = settle(
        deps,
        endpointId,
        batch.map(({ ended }) => ended),
      );
      for (const { done } of batch) done(turn);
      await turn.catch(() => undefined);
    }
    waiting.delete(endpointId);
  };
  return (ended) =>
    new Promise((done) => {
      const { endpointId } = ended.taken;
      const own = waiting.get(endpointId);
      if (own !== undefined) return void own.push({ ended, done });
      const first = [{ ended, done }];
      waiting.set(endpointId, first);
      void run(endpointId, first);
    });
}

async function settle(deps: WebhookDeps, endpointId: string, tries: readonly EndedTry[]): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const endpoint = await deps.webhooks.lockEndpoint(tx, endpointId);
    if (endpoint === undefined) return;
    await deps.webhooks.noteAttempts(tx, tries);
    const outcomes = tries.map(({ taken, posted }) => ({
      taken,
      posted,
      outcome: outcomeOf(posted, { firstTriedAt: taken.firstTriedAt, now }),
    }));
    await deps.webhooks.settle(
      tx,
      outcomes.map(({ taken, posted, outcome }) => ({
        taken,
        state: outcome === 'AGAIN' ? 'DUE' : outcome,
        nextTryAt: new Date(now.getTime() + pauseAfter(taken.triesOfRound, deps.random(), posted.retryAfterS * 1_000)),
        away: outcome !== 'DELIVERED' && isAway(posted.status),
      })),
      now,
    );
    let { failures, failingSince } = endpoint;
    for (const { outcome } of outcomes) {
      if (outcome === 'DELIVERED') {
        if (failures >= FAILING) await deps.webhooks.tryAgainNow(tx, endpoint.id, now);
        [failures, failingSince] = [0, undefined];
      } else [failures, failingSince] = [failures + 1, failingSince ?? now];
    }
    const delivered = outcomes.some(({ outcome }) => outcome === 'DELIVERED');
    const failed = outcomes.some(({ outcome }) => outcome !== 'DELIVERED');
    const isOld = now.getTime() - (endpoint.lastDeliveredAt?.getTime() ?? 0) > NOTE_EVERY_MS;
    if (failed || endpoint.failures > 0 || (delivered && isOld))
      await deps.webhooks.noteHealth(tx, endpoint.id, {
        failures,
        failingSince,
        ...(delivered ? { deliveredAt: now } : {}),
        ...(failed ? { failedAt: now } : {}),
      });
    if (endpoint.state !== 'ENABLED' || failingSince === undefined || now.getTime() - failingSince.getTime() < GIVE_UP_AFTER_MS) return;
    await deps.webhooks.disable(tx, endpoint.id, 'FAILING', now);
    await tellDisabled(deps, tx, { ...endpoint, failures }, failingSince);
  });
}
