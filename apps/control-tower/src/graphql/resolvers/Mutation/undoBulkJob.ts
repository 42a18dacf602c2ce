import { undoBulkJob as undo } from '../../../application/start-bulk-job.ts';
import { bulkRefusal, jobStarted, mayDoInBulk, notAllowed } from '../../bulk-answers.ts';
import type { TowerContext } from '../../context.ts';

export async function undoBulkJob(_parent: unknown, args: { readonly id: string }, context: TowerContext) {
  if (!mayDoInBulk(context.viewer, 'RELEASE')) return notAllowed();
  try {
    return jobStarted(await undo(context.bulk, { id: args.id, account: context.viewer.account }));
  } catch (error) {
    return bulkRefusal(error);
  }
}
