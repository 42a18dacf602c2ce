import { keepAnswers, lookUpCommands, type AskedCommand, type Tx } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import type { SourceAgainDeps } from './source-again.ts';

/** One row of a bulk job of the tower. */
export interface SourceAgainRow {
  readonly jobId: string;
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly requestedBy: string;
  readonly reason: string;
}

export type SourceAgainDepsInBulk = Pick<SourceAgainDeps, 'now' | 'append' | 'onWaiting'>;

/** Many orders get another try at once; each row is answered, also when its answer stood already. */
export async function sourceManyAgain(deps: SourceAgainDepsInBulk, tx: Tx, rows: readonly SourceAgainRow[]): Promise<void> {
  if (rows.length === 0) return;
  const now = deps.now();
  const asked = rows.map(askedOf);
  const known = await lookUpCommands(tx, asked);
  const fresh = [...new Map(rows.flatMap((row, index) => (known[index]?.kind === 'new' ? [[row.idempotencyKey, row]] : []))).values()];
  const { rows: started } = await tx.query<{ order_id: string }>(
    `update clearance set status = 'WAITING', excluded = '{}', refusals = 0, rounds = 0, parked_reason = '', updated_at = $2
      where order_id = any($1) and status = 'FAILED' returning order_id`,
    [fresh.map((row) => row.orderId), now],
  );
  const startedIds = new Set(started.map((row) => row.order_id));
  const answerOf = new Map<string, unknown>([
    ...rows.flatMap((row, index): [string, unknown][] => {
      const before = known[index];
      return before?.kind === 'answered' ? [[row.idempotencyKey, before.answer]] : [];
    }),
    ...fresh.map((row): [string, unknown] => [row.idempotencyKey, startedIds.has(row.orderId) ? 'STARTED' : 'NOTHING_TO_SOURCE']),
  ]);
  await keepAnswers(
    tx,
    fresh.map((row) => ({ asked: askedOf(row), answer: answerOf.get(row.idempotencyKey) })),
    now,
  );
  await deps.append(tx, [
    ...fresh.filter((row) => startedIds.has(row.orderId)).map((row) => auditEvent(row, now)),
    ...rows.map((row) => answerEvent(row, answerOf.get(row.idempotencyKey) === 'STARTED', now)),
  ]);
  if (startedIds.size > 0) tx.onCommit(deps.onWaiting);
}

/** The tower's keys are its own; no person can use one up. */
function askedOf(row: SourceAgainRow): AskedCommand {
  return { scope: 'tower', key: row.idempotencyKey, command: 'sourceAgain', print: row.orderId };
}

function auditEvent(row: SourceAgainRow, now: Date) {
  return {
    type: 'hub.fulfilment.audit-recorded.v1',
    aggregateId: row.orderId,
    orderId: row.orderId,
    actor: row.requestedBy,
    data: {
      auditId: uuidv7(),
      actorKind: 'ACTOR_KIND_PERSON',
      actor: row.requestedBy,
      deed: 'sourceAgain',
      subjectKind: 'order',
      subjectId: row.orderId,
      orderId: row.orderId,
      details: { reason: row.reason, job: row.jobId },
      actedAt: now,
    },
  } as const;
}

function answerEvent(row: SourceAgainRow, started: boolean, now: Date) {
  return {
    type: 'hub.fulfilment.bulk-deed-answered.v1',
    aggregateId: row.jobId,
    actor: row.requestedBy,
    data: {
      jobId: row.jobId,
      orderId: row.orderId,
      idempotencyKey: row.idempotencyKey,
      done: started,
      code: started ? 'SOURCING_STARTED' : 'NOTHING_TO_SOURCE',
      message: started ? '' : 'No failed sourcing of this order waits here.',
      reference: '',
      answeredAt: now,
    },
  } as const;
}
