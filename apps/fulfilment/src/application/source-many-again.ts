import type { Tx } from '@orderloom/outbox';
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
  const fresh = await firstAsked(tx, rows, now);
  const { rows: started } = await tx.query<{ order_id: string }>(
    `update clearance set status = 'WAITING', excluded = '{}', refusals = 0, rounds = 0, parked_reason = '', updated_at = $2
      where order_id = any($1) and status = 'FAILED' returning order_id`,
    [fresh.map((row) => row.orderId), now],
  );
  const startedIds = new Set(started.map((row) => row.order_id));
  await tx.query(`update answered_command set answer = 'STARTED' where idempotency_key = any($1)`, [
    fresh.filter((row) => startedIds.has(row.orderId)).map((row) => row.idempotencyKey),
  ]);
  const { rows: answers } = await tx.query<{ idempotency_key: string; answer: string }>(
    'select idempotency_key, answer from answered_command where idempotency_key = any($1)',
    [rows.map((row) => row.idempotencyKey)],
  );
  const answerOf = new Map(answers.map((row) => [row.idempotency_key, row.answer]));
  await deps.append(tx, [
    ...fresh.filter((row) => startedIds.has(row.orderId)).map((row) => auditEvent(row, now)),
    ...rows.map((row) => answerEvent(row, answerOf.get(row.idempotencyKey) === 'STARTED', now)),
  ]);
  if (startedIds.size > 0) tx.onCommit(deps.onWaiting);
}

/** The rows whose key was not used before. */
async function firstAsked(tx: Tx, rows: readonly SourceAgainRow[], now: Date): Promise<readonly SourceAgainRow[]> {
  const sorted = rows.toSorted((a, b) => (a.idempotencyKey < b.idempotencyKey ? -1 : 1));
  const { rows: inserted } = await tx.query<{ idempotency_key: string }>(
    `insert into answered_command (idempotency_key, command, body, answer, answered_at)
     select key, 'sourceAgain', body, 'NOTHING_TO_SOURCE', $3 from unnest($1::text[], $2::text[]) as t (key, body)
     on conflict do nothing returning idempotency_key`,
    [sorted.map((row) => row.idempotencyKey), sorted.map((row) => row.orderId), now],
  );
  const keys = new Set(inserted.map((row) => row.idempotency_key));
  return rows.filter((row) => keys.delete(row.idempotencyKey));
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
