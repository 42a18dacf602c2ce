import { inTransaction } from '@orderloom/outbox';
import type { EndedTry, OpenEndpoint, Taken, WebhookDeps } from './ports.ts';
import { FAILING, webhookSettler } from './settle-webhooks.ts';

/** Tries under way at one endpoint; one that fails again and again gets one. */
const IN_FLIGHT = 16;
const IN_FLIGHT_WHEN_FAILING = 1;
/** Turns begin at least this far apart, so that under load places that became free are filled together. */
const PACE_MS = 10;

export interface WebhookSender {
  /** Begins what is due and does not wait for its end; answers with how many tries began. */
  turn(): Promise<number>;
  /** Whether any endpoint was enabled at the last turn. */
  hasEndpoints(): boolean;
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
  const settle = webhookSettler(deps);
  let beganAt = 0;
  let isHeard = false;
  const underWay = new Map<string, Set<Promise<void>>>();

  const begin = (endpoint: OpenEndpoint, taken: Taken): void => {
    const own = underWay.get(endpoint.id) ?? new Set();
    underWay.set(endpoint.id, own);
    const work = tryOnce(deps, endpoint, taken)
      .then(settle)
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
      const early = beganAt + PACE_MS - Date.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      beganAt = Date.now();
      const endpoints = new Map((await deps.webhooks.openEndpoints()).map((endpoint) => [endpoint.id, endpoint]));
      isHeard = endpoints.size > 0;
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
    hasEndpoints: () => isHeard,
    idle: async () => {
      await Promise.all([...underWay.values()].flatMap((own) => [...own]));
    },
  };
}

async function tryOnce(deps: WebhookDeps, endpoint: OpenEndpoint, taken: Taken): Promise<EndedTry> {
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
  return { taken, posted };
}
