import { retryBulkJob as retry } from '../../../application/start-bulk-job.ts';
import { bulkRefusal, jobStarted, mayDoInBulk, notAllowed } from '../../bulk-answers.ts';
import type { TowerContext } from '../../context.ts';
import { bulkJobs } from '../../loaders.ts';

export async function retryBulkJob(_parent: unknown, args: { readonly id: string }, context: TowerContext) {
  const job = await bulkJobs(context).load(args.id);
  if (job !== undefined && !mayDoInBulk(context.viewer, job.deed)) return notAllowed();
  try {
    return jobStarted(await retry(context.bulk, { id: args.id, account: context.viewer.account }));
  } catch (error) {
    return bulkRefusal(error);
  }
}
