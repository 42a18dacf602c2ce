import type { Tx } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import { disabledCard } from '../../domain/webhooks/disabled-card.ts';
import { webhookAudit } from './audit.ts';
import type { LockedEndpoint, WebhookDeps } from './ports.ts';

/** An endpoint was given up: the owner role is told at once, and the audit log says which rule did it. */
export async function tellDisabled(deps: WebhookDeps, tx: Tx, endpoint: LockedEndpoint, failingSince: Date): Promise<void> {
  const now = deps.now();
  const id = uuidv7();
  await deps.messages.planMessages(
    tx,
    [
      {
        id,
        kind: 'ALERT',
        transport: 'WECOM_ROBOT',
        matter: `webhook-disabled/${endpoint.id}/${now.toISOString()}`,
        orderId: '',
        parcelId: '',
        told: 'owner',
        recipientToken: '',
        content: { text: disabledCard({ url: endpoint.url, partnerId: endpoint.partnerId, failingSince }) },
        traceparent: '',
      },
    ],
    now,
  );
  await deps.outbox.append(tx, [
    webhookAudit({
      actor: 'webhook-gives-up',
      actorKind: 'RULE',
      deed: 'webhook.give-up',
      endpointId: endpoint.id,
      details: { failingSince: failingSince.toISOString(), failures: String(endpoint.failures) },
      now,
    }),
  ]);
}
