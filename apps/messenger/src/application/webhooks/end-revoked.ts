import { webhooksEndedOf, type HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import type { WebhookDeps } from './ports.ts';

/** The last key that could keep a partner's webhooks was revoked: what it opened ends with it. Other acts at the gateway are no matter here. */
export async function endRevoked(
  deps: Pick<WebhookDeps, 'webhooks'>,
  tx: Tx,
  acts: readonly HubEvent<'hub.gateway.audit-recorded.v1'>[],
): Promise<void> {
  for (const { data, occurredAt } of acts) {
    const partner = data.deed === 'api-key.revoke' ? data.details[webhooksEndedOf] : undefined;
    if (partner !== undefined) await deps.webhooks.disableOf(tx, partner, occurredAt);
  }
}
