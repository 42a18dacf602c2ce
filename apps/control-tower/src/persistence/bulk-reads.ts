import type { Pool } from 'pg';
import type { BulkJob } from '../application/bulk-ports.ts';
import { bulkJob } from './bulk-store.ts';

export async function readBulkJobs(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, BulkJob>> {
  const { rows } = await pool.query<Parameters<typeof bulkJob>[0]>('select * from bulk_job where id = any($1::uuid[])', [ids]);
  return new Map(rows.map((row) => [row.id, bulkJob(row)]));
}

export async function latestBulkJobs(pool: Pool, startedBy: string | undefined, limit: number): Promise<readonly BulkJob[]> {
  const { rows } = await pool.query<Parameters<typeof bulkJob>[0]>(
    'select * from bulk_job where $1::text is null or started_by = $1 order by started_at desc limit $2',
    [startedBy ?? null, limit],
  );
  return rows.map(bulkJob);
}

/** Rows of each job by state. */
export async function countBulkRows(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const { rows } = await pool.query<{ job_id: string; counts: Readonly<Record<string, number>> }>(
    `select job_id, jsonb_object_agg(state, count) as counts
       from (select job_id, state, count(*)::int as count from bulk_row where job_id = any($1::uuid[]) group by job_id, state) counted
      group by job_id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.job_id, row.counts]));
}

export interface BulkRow {
  readonly position: number;
  readonly order_id: string;
  readonly state: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly attempts: number;
  readonly settled_at: Date | null;
}

export async function readBulkRows(
  pool: Pool,
  query: { readonly jobId: string; readonly states: readonly string[] | undefined; readonly after: number; readonly limit: number },
): Promise<readonly BulkRow[]> {
  const { rows } = await pool.query<BulkRow>(
    `select position, order_id, state, code, message, attempts, settled_at from bulk_row
      where job_id = $1 and position > $2 and ($3::text[] is null or state = any($3)) order by position limit $4`,
    [query.jobId, query.after, query.states ?? null, query.limit],
  );
  return rows;
}
