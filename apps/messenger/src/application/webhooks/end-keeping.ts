import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import type { WebhookDeps } from './ports.ts';

/** A partner has no key left to keep its webhooks by: what it opened ends with the last one. */
export async function endKeeping(
  deps: Pick<WebhookDeps, 'webhooks'>,
  tx: Tx,
  ends: readonly HubEvent<'hub.gateway.webhook-keeping-ended.v1'>[],
): Promise<void> {
  for (const { data, occurredAt } of ends) await deps.webhooks.disableOf(tx, data.partnerId, occurredAt);
}
