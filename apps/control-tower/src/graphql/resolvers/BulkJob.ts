import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import type { BulkJob as Job } from '../../application/bulk-ports.ts';
import { readBulkRows, type BulkRow as Row } from '../../persistence/bulk-reads.ts';
import { isAbsent } from '../absent.ts';
import type { TowerContext } from '../context.ts';
import { bulkCounts, bulkJobs, twins } from '../loaders.ts';

const LIST = 'bulk-rows:position';
/** A row that was asked and not answered still waits, as people see it. */
const WAITING = ['WAITING', 'ASKED'];

export const BulkJob = {
  __resolveReference: (reference: { readonly id: string }, context: TowerContext) => bulkJobs(context).load(reference.id),
  waiting: (job: Job, _args: unknown, context: TowerContext) => rowsIn(job, WAITING, context),
  done: (job: Job, _args: unknown, context: TowerContext) => rowsIn(job, ['DONE'], context),
  refused: (job: Job, _args: unknown, context: TowerContext) => rowsIn(job, ['REFUSED'], context),
  failed: (job: Job, _args: unknown, context: TowerContext) => rowsIn(job, ['FAILED'], context),
  undoable: async (job: Job, _args: unknown, context: TowerContext) => job.deed === 'HOLD' && (await rowsIn(job, ['DONE'], context)) > 0,
  rows: async (
    job: Job,
    args: { readonly states?: readonly string[] | null; readonly first?: number | null; readonly after?: string | null },
    context: TowerContext,
  ) => {
    const size = pageSize(args.first, 200);
    const after = isAbsent(args.after) ? 0 : Number(decodeCursor(LIST, args.after, 1)[0]);
    const states = args.states?.flatMap((state) => (state === 'WAITING' ? WAITING : [state]));
    const rows = await readBulkRows(context.pool, { jobId: job.id, states, after, limit: size + 1 });
    return {
      ...connection<Row>({ list: LIST, rows, size, keyOf: (row) => [row.position], nodeOf: (row) => row }),
      totalCount: () => (states === undefined ? job.total : rowsIn(job, states, context)),
    };
  },
};

export const BulkRow = {
  orderId: (row: Row) => row.order_id,
  twin: async (row: Row, _args: unknown, context: TowerContext) => (await twins(context).load(row.order_id)) ?? null,
  state: (row: Row) => (WAITING.includes(row.state) ? 'WAITING' : row.state),
  settledAt: (row: Row) => row.settled_at,
};

async function rowsIn(job: Job, states: readonly string[], context: TowerContext): Promise<number> {
  const counts = (await bulkCounts(context).load(job.id)) ?? {};
  return states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}
