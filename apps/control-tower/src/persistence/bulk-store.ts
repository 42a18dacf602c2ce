import { isUuid } from '@orderloom/domain-kernel';
import type { BulkAsk, BulkJob, BulkStore } from '../application/bulk-ports.ts';
import type { BulkDeed } from '../domain/possible-deeds.ts';

interface JobRow {
  readonly id: string;
  readonly deed: BulkDeed;
  readonly reason: string;
  readonly started_by: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly total: number;
  readonly input_hash: string;
}

export const bulkStore: BulkStore = {
  create: async (tx, job) => {
    const { rowCount } = await tx.query(
      `insert into bulk_job (id, deed, reason, started_by, started_at, total, idempotency_key, input_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (started_by, idempotency_key) do nothing`,
      [job.id, job.deed, job.reason, job.startedBy, job.startedAt, job.rows.length, job.idempotencyKey, job.inputHash],
    );
    if (rowCount === 0) {
      const { rows } = await tx.query<JobRow>('select * from bulk_job where started_by = $1 and idempotency_key = $2', [
        job.startedBy,
        job.idempotencyKey,
      ]);
      return rows[0] && bulkJob(rows[0]);
    }
    await tx.query(
      `insert into bulk_row (job_id, position, order_id, hold_id, state)
       select $1, t.position, t.order_id, t.hold_id, 'WAITING' from unnest($2::text[], $3::text[]) with ordinality as t (order_id, hold_id, position)`,
      [job.id, job.rows.map((row) => row.orderId), job.rows.map((row) => row.holdId)],
    );
    return undefined;
  },
  read: async (tx, id) => {
    if (!isUuid(id)) return undefined;
    const { rows } = await tx.query<JobRow>('select * from bulk_job where id = $1', [id]);
    return rows[0] && bulkJob(rows[0]);
  },
  takeTurn: async (tx, turn) => {
    const { rows } = await tx.query<{
      job_id: string;
      order_id: string;
      hold_id: string;
      deed: BulkDeed;
      reason: string;
      started_by: string;
    }>(
      `with late as (
         select job_id, position from bulk_row where state = 'ASKED' and asked_at < $2 and attempts < $3
          order by position, job_id limit $4 for update skip locked
       ), next as (
         select job_id, position from bulk_row where state = 'WAITING' order by position, job_id
          limit greatest(0, $4 - (select count(*) from bulk_row where state = 'ASKED')) for update skip locked
       )
       update bulk_row r set state = 'ASKED', attempts = r.attempts + 1, asked_at = $1
         from (select * from late union all select * from next) t, bulk_job j
        where r.job_id = t.job_id and r.position = t.position and j.id = r.job_id
       returning r.job_id, r.order_id, r.hold_id, j.deed, j.reason, j.started_by`,
      [turn.now, turn.askedBefore, turn.mostTries, turn.most],
    );
    return rows.map((row): BulkAsk => ({
      jobId: row.job_id,
      orderId: row.order_id,
      holdId: row.hold_id,
      deed: row.deed,
      reason: row.reason,
      startedBy: row.started_by,
    }));
  },
  giveUp: async (tx, turn) => {
    await tx.query(
      `update bulk_row set state = 'FAILED', code = 'NO_ANSWER', message = 'The owning service did not answer in time.', settled_at = $1
        where state = 'ASKED' and asked_at < $2 and attempts >= $3`,
      [turn.now, turn.askedBefore, turn.mostTries],
    );
  },
  settle: async (tx, answers) => {
    await tx.query(
      `update bulk_row r set state = case when t.done then 'DONE' else 'REFUSED' end, code = t.code, message = nullif(t.message, ''),
              reference = t.reference, settled_at = t.at
         from unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
              as t (job_id, order_id, done, code, message, reference, at)
        where r.job_id = t.job_id and r.order_id = t.order_id and r.state in ('WAITING', 'ASKED', 'FAILED')`,
      [
        answers.map((answer) => answer.jobId),
        answers.map((answer) => answer.orderId),
        answers.map((answer) => answer.done),
        answers.map((answer) => answer.code),
        answers.map((answer) => answer.message),
        answers.map((answer) => answer.reference),
        answers.map((answer) => answer.at),
      ],
    );
  },
  finish: async (tx, now) => {
    await tx.query(
      `update bulk_job j set finished_at = $1 where finished_at is null
          and not exists (select 1 from bulk_row r where r.job_id = j.id and r.state in ('WAITING', 'ASKED'))`,
      [now],
    );
  },
  reopenFailed: async (tx, jobId) => {
    const { rowCount } = await tx.query(
      `update bulk_row set state = 'WAITING', attempts = 0, code = null, message = null, settled_at = null where job_id = $1 and state = 'FAILED'`,
      [jobId],
    );
    if ((rowCount ?? 0) > 0) await tx.query('update bulk_job set finished_at = null where id = $1', [jobId]);
    return rowCount ?? 0;
  },
  heldRows: async (tx, jobId) => {
    if (!isUuid(jobId)) return [];
    const { rows } = await tx.query<{ order_id: string; reference: string }>(
      `select order_id, reference from bulk_row where job_id = $1 and state = 'DONE' and code = 'ORDER_HELD' order by position`,
      [jobId],
    );
    return rows.map((row) => ({ orderId: row.order_id, holdId: row.reference }));
  },
};

export function bulkJob(row: JobRow): BulkJob {
  return {
    id: row.id,
    deed: row.deed,
    reason: row.reason,
    startedBy: row.started_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    total: row.total,
    inputHash: row.input_hash,
  };
}
