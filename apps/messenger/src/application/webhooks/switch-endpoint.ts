import type { Tx } from '@orderloom/outbox';
import { once, ownEndpoint, type Asked } from './command.ts';
import type { KeeperDeps } from './keeper-ports.ts';

type WhichEndpoint = Asked<{ readonly endpointId: string }>;
type Switched = Promise<{ readonly endpointId: string }>;

export function disableEndpoint(deps: KeeperDeps, asked: WhichEndpoint): Switched {
  return switched(deps, asked, 'disableWebhookEndpoint', 'webhook.disable', deps.endpoints.disable);
}

export function enableEndpoint(deps: KeeperDeps, asked: WhichEndpoint): Switched {
  return switched(deps, asked, 'enableWebhookEndpoint', 'webhook.enable', deps.endpoints.enable);
}

export function deleteEndpoint(deps: KeeperDeps, asked: WhichEndpoint): Switched {
  return switched(deps, asked, 'deleteWebhookEndpoint', 'webhook.delete', deps.endpoints.remove);
}

function switched(
  deps: KeeperDeps,
  asked: WhichEndpoint,
  name: string,
  audited: string,
  change: (tx: Tx, id: string, now: Date) => Promise<void>,
): Switched {
  return once(deps, asked, {
    name,
    audited,
    run: async (tx) => {
      const { id } = await ownEndpoint(deps, tx, asked.keeper, asked.input.endpointId);
      await change(tx, id, deps.now());
      return { answer: { endpointId: id }, endpointId: id };
    },
  });
}
