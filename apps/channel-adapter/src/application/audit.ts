import type { NewEvent } from '@orderloom/contracts';
import { ActorKind } from '@orderloom/contracts/hub/common/v1/types';
import { v7 as uuidv7 } from 'uuid';

/** One act for the audit log (GOV-01). Details are flat and free of personal data. */
export function auditEvent(act: {
  readonly actor: string;
  readonly actorKind: keyof typeof ActorKind;
  readonly deed: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly orderId?: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly now: Date;
}): NewEvent<'hub.channel.audit-recorded.v1'> {
  const auditId = uuidv7();
  return {
    type: 'hub.channel.audit-recorded.v1',
    aggregateId: auditId,
    orderId: act.orderId ?? '',
    actor: act.actor,
    data: {
      auditId,
      actorKind: ActorKind[act.actorKind],
      actor: act.actor,
      deed: act.deed,
      subjectKind: act.subjectKind,
      subjectId: act.subjectId,
      orderId: act.orderId ?? '',
      details: { ...act.details },
      actedAt: act.now,
    },
  };
}
