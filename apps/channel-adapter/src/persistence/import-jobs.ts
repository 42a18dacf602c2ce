import { isUuid } from '@orderloom/domain-kernel';
import type { Pool } from 'pg';
import type { ImportJob, ImportJobs, Inspection, SealedRefusal } from '../application/history/ports.ts';

const COLUMNS = `id, state, failure, file_name, size_bytes, digest, utf8, uploaded_by, uploaded_at, file_at, inspection, plan, shop_id, channel,
                 started_by, started_at, finished_at, rows_read, taken, older, refused`;

export function createImportJobs(pool: Pool): ImportJobs {
  const some = async (rest: string, values: readonly unknown[]): Promise<readonly ImportJob[]> =>
    (await pool.query<Row>(`select ${COLUMNS} from import_job ${rest}`, [...values])).rows.map(jobOf);
  return {
    open: async (job) => {
      await pool.query(
        `insert into import_job (id, state, file_name, uploaded_by, uploaded_at, file_at) values ($1, 'RECEIVING', $2, $3, $4, $5)`,
        [job.id, job.fileName, job.uploadedBy, job.uploadedAt, job.fileAt],
      );
    },
    keepBlock: async (id, seq, sealed) => {
      await pool.query('insert into import_block (job_id, seq, sealed) values ($1, $2, $3)', [id, seq, sealed]);
    },
    countBlocks: async (id) =>
      (await pool.query<{ count: number }>('select count(*)::int as count from import_block where job_id = $1', [id])).rows[0]?.count ?? 0,
    readBlock: async (id, seq) =>
      (await pool.query<{ sealed: Buffer }>('select sealed from import_block where job_id = $1 and seq = $2', [id, seq])).rows[0]?.sealed,
    received: async (id, facts) => {
      await pool.query(
        `update import_job set state = 'INSPECTING', failure = '', finished_at = null, size_bytes = $2, digest = $3, utf8 = $4 where id = $1`,
        [id, facts.sizeBytes, facts.digest, facts.utf8],
      );
    },
    inspected: async (id, inspection) => {
      const { rows } = await pool.query<{ state: string }>('update import_job set inspection = $2 where id = $1 returning state', [
        id,
        JSON.stringify(inspection),
      ]);
      return rows[0]?.state === 'INSPECTING';
    },
    move: async (tx, id, from, to) =>
      isUuid(id) && (await tx.query('update import_job set state = $3 where id = $1 and state = any($2)', [id, from, to])).rowCount === 1,
    fail: async (id, failure) => {
      await pool.query(`update import_job set state = 'FAILED', failure = $2, finished_at = now() where id = $1`, [id, failure]);
    },
    failUnreceived: async () => {
      await pool.query(`update import_job set state = 'FAILED', failure = 'CUT_OFF', finished_at = now() where state = 'RECEIVING'`);
    },
    start: async (tx, id, by) =>
      (
        await tx.query(
          `update import_job set state = 'IMPORTING', plan = $2, shop_id = $3, channel = $4, started_by = $5, started_at = $6
            where id = $1 and state in ('READY', 'INSPECTING')`,
          [id, JSON.stringify(by.plan), by.shop.id, by.shop.channel, by.account, by.now],
        )
      ).rowCount === 1,
    progress: async (tx, id, counts) => {
      await tx.query('update import_job set rows_read = $2, taken = $3, older = $4, refused = $5 where id = $1', [
        id,
        counts.rowsRead,
        counts.taken,
        counts.older,
        counts.refused,
      ]);
    },
    finish: async (tx, id, at) => {
      await tx.query(`update import_job set state = 'DONE', finished_at = $2 where id = $1 and state = 'IMPORTING'`, [id, at]);
    },
    nextWork: async (without) =>
      (
        await some(`where state in ('INSPECTING', 'IMPORTING', 'UNDOING') and id <> all($1::uuid[]) order by uploaded_at limit 1`, [
          without,
        ])
      )[0],
    read: async (id) => (isUuid(id) ? (await some('where id = $1', [id]))[0] : undefined),
    list: (limit) => some(`where state <> 'RECEIVING' order by uploaded_at desc, id limit $1`, [limit]),
    sameFile: async (job) =>
      job.digest === ''
        ? undefined
        : (
            await some(`where digest = $1 and id <> $2 and state in ('DONE', 'IMPORTING') order by uploaded_at desc limit 1`, [
              job.digest,
              job.id,
            ])
          )[0]?.id,
    keepRefusals: async (tx, id, rows) => {
      if (rows.length === 0) return;
      await tx.query(
        `insert into import_refusal (job_id, row_no, reason, header, sealed)
         select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::bytea[]) on conflict (job_id, row_no) do nothing`,
        [id, rows.map((row) => row.rowNo), rows.map((row) => row.reason), rows.map((row) => row.header), rows.map((row) => row.sealed)],
      );
    },
    refusals: async (id, after, limit) =>
      (
        await pool.query<{ row_no: number; reason: SealedRefusal['reason']; header: string; sealed: Buffer }>(
          'select row_no, reason, header, sealed from import_refusal where job_id = $1 and row_no > $2 order by row_no limit $3',
          [id, after, limit],
        )
      ).rows.map((row) => ({ rowNo: row.row_no, reason: row.reason, header: row.header, sealed: row.sealed })),
    shops: async () =>
      (
        await pool.query<{ id: string; channel: string; name: string; live: boolean }>(
          `select id, channel, name, true as live from shop
           union all select id, channel, name, false from history_shop where id not in (select id from shop) order by live desc, name`,
        )
      ).rows,
    makeShop: async (tx, shop) => {
      await tx.query(
        'insert into history_shop (id, channel, name, made_by, made_at) values ($1, $2, $3, $4, $5) on conflict (id) do nothing',
        [shop.id, shop.channel, shop.name, shop.by, shop.now],
      );
    },
  };
}

function jobOf(row: Row): ImportJob {
  return {
    id: row.id,
    state: row.state,
    failure: row.failure,
    fileName: row.file_name,
    sizeBytes: Number(row.size_bytes),
    digest: row.digest,
    utf8: row.utf8,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at,
    fileAt: row.file_at,
    inspection: 'layout' in row.inspection ? row.inspection : undefined,
    plan: row.plan ?? undefined,
    shopId: row.shop_id,
    channel: row.channel,
    startedBy: row.started_by,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    rowsRead: row.rows_read,
    taken: row.taken,
    older: row.older,
    refused: row.refused,
  };
}

interface Row {
  readonly id: string;
  readonly state: ImportJob['state'];
  readonly failure: string;
  readonly file_name: string;
  readonly size_bytes: string;
  readonly digest: string;
  readonly utf8: boolean;
  readonly uploaded_by: string;
  readonly uploaded_at: Date;
  readonly file_at: Date;
  readonly inspection: Inspection;
  readonly plan: NonNullable<ImportJob['plan']> | null;
  readonly shop_id: string;
  readonly channel: string;
  readonly started_by: string;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly rows_read: number;
  readonly taken: number;
  readonly older: number;
  readonly refused: number;
}
