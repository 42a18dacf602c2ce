import { defineEntity, p } from '@mikro-orm/core';

/** One act in the audit log, as it is read; written by appendAudit only. */
export class AuditEntry {
  position!: bigint;
  id!: string;
  actorKind!: string;
  actor!: string;
  deed!: string;
  subjectKind!: string;
  subjectId!: string;
  orderId!: string;
  details!: Readonly<Record<string, string>>;
  actedAt!: Date;
}

export const auditEntryMapping = defineEntity({
  class: AuditEntry,
  tableName: 'audit_entry',
  properties: {
    position: p.bigint().primary(),
    id: p.uuid(),
    actorKind: p.string(),
    actor: p.string(),
    deed: p.string(),
    subjectKind: p.string(),
    subjectId: p.string(),
    orderId: p.string(),
    details: p.json<AuditEntry['details']>(),
    actedAt: p.datetime(),
  },
});
