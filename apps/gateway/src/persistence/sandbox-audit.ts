import { inTransaction, type Outbox } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { SandboxAudit } from '../application/drive-sandbox.ts';

export function sandboxAudit(pool: Pool, outbox: Outbox): SandboxAudit {
  return {
    append: ({ account, deed, subject, details, at }) =>
      inTransaction(pool, (tx) =>
        outbox.append(tx, [
          {
            type: 'hub.gateway.audit-recorded.v1',
            aggregateId: account,
            actor: account,
            occurredAt: at,
            data: {
              auditId: uuidv7(),
              actorKind: 'ACTOR_KIND_PERSON',
              actor: account,
              deed,
              subjectKind: 'sandbox',
              subjectId: subject,
              orderId: '',
              details: { ...details },
              actedAt: at,
            },
          },
        ]),
      ),
  };
}
