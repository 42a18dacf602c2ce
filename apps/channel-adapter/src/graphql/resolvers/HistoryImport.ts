import type { ImportJob } from '../../application/history/ports.ts';
import type { ChannelContext } from '../context.ts';

/** Fields of an import that are not the job's own columns. */
export const HistoryImport = {
  kind: (job: ImportJob) => job.inspection?.kind ?? '',
  encoding: (job: ImportJob) => job.inspection?.encoding ?? '',
  layout: (job: ImportJob) => job.inspection?.layout ?? 'unknown',
  layoutChannel: (job: ImportJob) => job.inspection?.channel ?? '',
  headerRow: (job: ImportJob) => job.inspection?.headerRow ?? 0,
  columns: (job: ImportJob) => job.inspection?.columns ?? [],
  rows: (job: ImportJob) => job.inspection?.rows ?? 0,
  orders: (job: ImportJob) => job.inspection?.orders ?? 0,
  repeated: (job: ImportJob) => job.inspection?.repeated ?? 0,
  refusals: (job: ImportJob) => Object.entries(job.inspection?.refusals ?? {}).map(([reason, rows]) => ({ reason, rows })),
  firstAt: (job: ImportJob) => timeOf(job.inspection?.firstAt),
  lastAt: (job: ImportJob) => timeOf(job.inspection?.lastAt),
  shopNames: (job: ImportJob) => job.inspection?.shopNames ?? [],
  inspected: (job: ImportJob) => job.inspection?.complete ?? false,
  shopName: async (job: ImportJob, _args: unknown, context: ChannelContext) =>
    (await context.history.jobs.shops()).find((shop) => shop.id === job.shopId)?.name ?? '',
  sameFileAs: async (job: ImportJob, _args: unknown, context: ChannelContext) => (await context.history.jobs.sameFile(job)) ?? null,
};

function timeOf(text: string | null | undefined): Date | null {
  return text === null || text === undefined ? null : new Date(text);
}
