import { inTransaction, keepAnswers, lookUpCommand, printOf } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import type { Base } from './ports.ts';

export interface SourceAgainDeps extends Base {
  readonly onWaiting: () => void;
}

const answers = ['STARTED', 'SOURCING_ALREADY', 'NOTHING_TO_SOURCE'] as const;
export type SourceAgainAnswer = (typeof answers)[number];

export interface SourceAgainWish {
  readonly orderId: string;
  readonly idempotencyKey: string;
  /** Whose idempotency key it is. */
  readonly scope: string;
  readonly actor: string;
}

/** A person wants another try: what was refused before may be chosen again. The same key gives the stored answer. */
export async function sourceAgain(deps: SourceAgainDeps, wish: SourceAgainWish): Promise<SourceAgainAnswer> {
  return inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const asked = { scope: wish.scope, key: wish.idempotencyKey, command: 'sourceAgain', print: printOf({ orderId: wish.orderId }) };
    const known = await lookUpCommand(tx, asked);
    const before = answers.find((answer) => known.kind === 'answered' && answer === known.answer);
    if (before !== undefined) return before;
    // The row is locked first: two people at once start one search, and the second one is told that it runs.
    const { rows } = await tx.query<{ status: string }>('select status from clearance where order_id = $1 for update', [wish.orderId]);
    const answer = answerTo(rows[0]?.status);
    await keepAnswers(tx, [{ asked, answer }], now);
    if (answer !== 'STARTED') return answer;
    await tx.query(
      `update clearance set status = 'WAITING', excluded = '{}', refusals = 0, rounds = 0, parked_reason = '', updated_at = $2 where order_id = $1`,
      [wish.orderId, now],
    );
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

function answerTo(status: string | undefined): SourceAgainAnswer {
  if (status === 'FAILED') return 'STARTED';
  return status === 'WAITING' ? 'SOURCING_ALREADY' : 'NOTHING_TO_SOURCE';
}
