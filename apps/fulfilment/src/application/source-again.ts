import { inTransaction } from '@orderloom/outbox';
import { DomainError } from '@orderloom/domain-kernel';
import { v7 as uuidv7 } from 'uuid';
import type { Base } from './ports.ts';

/** The same key was used for another order. */
export class KeyReused extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
}

export interface SourceAgainDeps extends Base {
  readonly onWaiting: () => void;
}

type Answer = 'STARTED' | 'NOTHING_TO_SOURCE';

/** A person wants another try: what was refused before may be chosen again. The same key gives the stored answer. */
export async function sourceAgain(
  deps: SourceAgainDeps,
  wish: { readonly orderId: string; readonly idempotencyKey: string; readonly actor: string },
): Promise<Answer> {
  return inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const inserted = await tx.query(
      `insert into answered_command (idempotency_key, command, body, answer, answered_at) values ($1, 'sourceAgain', $2, '', $3) on conflict do nothing`,
      [wish.idempotencyKey, wish.orderId, now],
    );
    if (inserted.rowCount === 0) {
      const { rows } = await tx.query<{ body: string; command: string; answer: Answer }>(
        'select body, command, answer from answered_command where idempotency_key = $1',
        [wish.idempotencyKey],
      );
      const [known] = rows;
      if (known === undefined || known.body !== wish.orderId || known.command !== 'sourceAgain')
        throw new KeyReused('This key was used for something else.');
      return known.answer;
    }
    const { rowCount } = await tx.query(
      `update clearance set status = 'WAITING', excluded = '{}', refusals = 0, rounds = 0, parked_reason = '', updated_at = $2
        where order_id = $1 and status = 'FAILED'`,
      [wish.orderId, now],
    );
    const answer: Answer = rowCount === 0 ? 'NOTHING_TO_SOURCE' : 'STARTED';
    await tx.query('update answered_command set answer = $2 where idempotency_key = $1', [wish.idempotencyKey, answer]);
    if (answer === 'NOTHING_TO_SOURCE') return answer;
    await deps.append(tx, [
      {
        type: 'hub.fulfilment.audit-recorded.v1',
        aggregateId: wish.orderId,
        orderId: wish.orderId,
        actor: wish.actor,
        data: {
          auditId: uuidv7(),
          actorKind: 'ACTOR_KIND_PERSON',
          actor: wish.actor,
          deed: 'sourceAgain',
          subjectKind: 'order',
          subjectId: wish.orderId,
          orderId: wish.orderId,
          details: {},
          actedAt: now,
        },
      },
    ]);
    tx.onCommit(deps.onWaiting);
    return answer;
  });
}
