import type { NewEvent } from '@orderloom/contracts';
import { ActorKind } from '@orderloom/contracts/hub/common/v1/types';
import { v7 as uuidv7 } from 'uuid';

/** One act at an endpoint for the audit log (GOV-01). Details are flat and free of personal data and of secrets. */
export function webhookAudit(act: {
  readonly actor: string;
  readonly actorKind: 'PERSON' | 'RULE' | 'SYSTEM';
  readonly deed: string;
  readonly endpointId: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly now: Date;
}): NewEvent<'hub.messenger.audit-recorded.v1'> {
  const auditId = uuidv7();
  return {
    type: 'hub.messenger.audit-recorded.v1',
    aggregateId: auditId,
    actor: act.actor,
    data: {
      auditId,
      actorKind: ActorKind[act.actorKind],
      actor: act.actor,
      deed: act.deed,
      subjectKind: 'webhook-endpoint',
      subjectId: act.endpointId,
      orderId: '',
      details: { ...act.details },
      actedAt: act.now,
    },
  };
}
