import {
  WebhookDeliveryNotFound,
  WebhookEndpointDisabled,
  WebhookEndpointNotFound,
  WebhookReplayRefused,
} from '../../domain/webhooks/errors.ts';
import { once, ownEndpoint, type Asked } from './command.ts';
import type { KeeperDeps, WebhookEndpoint } from './keeper-ports.ts';

/** One replay is one transaction. */
const MOST_REPLAYED = 100_000;
const DAY_MS = 86_400_000;

/** One delivery once more, with the same id and body. */
export function resendDelivery(deps: KeeperDeps, asked: Asked<{ readonly deliveryId: string }>): Promise<{ readonly deliveryId: string }> {
  const { deliveryId } = asked.input;
  return once(deps, asked, {
    name: 'resendWebhookDelivery',
    audited: 'webhook.resend',
    run: async (tx) => {
      const endpointId = await deps.endpoints.endpointOf(tx, deliveryId);
      const endpoint = endpointId === undefined ? undefined : await deps.endpoints.lock(tx, endpointId, asked.keeper.reach);
      if (endpoint === undefined) throw new WebhookDeliveryNotFound('No such delivery.');
      requireEnabled(endpoint);
      if (!(await deps.endpoints.sendAgain(tx, deliveryId, deps.now())))
        throw new WebhookDeliveryNotFound('The body of this delivery is no longer kept.');
      return { answer: { deliveryId }, endpointId: endpoint.id, details: { deliveryId } };
    },
  });
}

/** Everything since a time once more, in its order. */
export function replayEvents(
  deps: KeeperDeps,
  asked: Asked<{
    readonly endpointId: string;
    readonly from: Date;
    readonly until: Date | undefined;
    readonly eventTypes: readonly string[] | undefined;
  }>,
): Promise<{ readonly planned: number }> {
  const { from, until, eventTypes } = asked.input;
  return once(deps, asked, {
    name: 'replayWebhooks',
    audited: 'webhook.replay',
    run: async (tx) => {
      const endpoint = await ownEndpoint(deps, tx, asked.keeper, asked.input.endpointId);
      requireEnabled(endpoint);
      const now = deps.now();
      const end = until ?? now;
      if (from.getTime() < now.getTime() - deps.keepDays * DAY_MS)
        throw new WebhookReplayRefused(`Events are kept for ${deps.keepDays} days.`);
      if (from.getTime() >= end.getTime()) throw new WebhookReplayRefused('A replay begins before it ends.');
      const types = endpoint.eventTypes.filter((type) => eventTypes?.includes(type) !== false);
      const wish = { endpoint, types, from, until: end };
      const planned = await deps.endpoints.countEvents(tx, wish, MOST_REPLAYED + 1);
      if (planned > MOST_REPLAYED) throw new WebhookReplayRefused(`One replay sends at most ${MOST_REPLAYED} events: say until when.`);
      await deps.endpoints.replay(tx, wish, now);
      const details = { from: from.toISOString(), until: end.toISOString(), planned: String(planned) };
      return { answer: { planned }, endpointId: endpoint.id, details };
    },
  });
}

function requireEnabled({ state }: WebhookEndpoint): void {
  switch (state) {
    case 'ENABLED':
      return;
    case 'DISABLED':
      throw new WebhookEndpointDisabled('Enable the endpoint first.');
    case 'DELETED':
      throw new WebhookEndpointNotFound('No such endpoint.');
  }
}
