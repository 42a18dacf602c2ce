import type { AuditRecorded } from '@orderloom/contracts/hub/common/v1/types';
import type { Tx } from '@orderloom/outbox';

/** An act with the context that recorded it. */
export interface RecordedAct {
  readonly act: AuditRecorded;
  readonly source: string;
}

/** Appends acts to the audit log; the same act twice stands once. */
export async function appendAudit(tx: Tx, recorded: readonly RecordedAct[], now: Date): Promise<void> {
  if (recorded.length === 0) return;
  const acts = recorded.map(({ act }) => act);
  await tx.query(
    `insert into audit_entry (id, actor_kind, actor, deed, subject_kind, subject_id, order_id, details, acted_at, source)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::timestamptz[], $10::text[])
     on conflict (id) do nothing`,
    [
      acts.map((act) => act.auditId),
      acts.map(kindOf),
      acts.map((act) => act.actor),
      acts.map((act) => act.deed),
      acts.map((act) => act.subjectKind),
      acts.map((act) => act.subjectId),
      acts.map((act) => act.orderId),
      acts.map((act) => JSON.stringify(act.details)),
      acts.map((act) => act.actedAt ?? now),
      recorded.map(({ source }) => source),
    ],
  );
}

// Services know an account that acts; that it is a key's is said by its name.
function kindOf(act: AuditRecorded): string {
  return act.actor.startsWith('key:') ? 'KEY' : String(act.actorKind).replace('ACTOR_KIND_', '');
}
