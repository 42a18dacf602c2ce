import { latestBulkJobs } from '../../../persistence/bulk-reads.ts';
import type { TowerContext } from '../../context.ts';

const MOST = 50;

export function bulkJobs(_parent: unknown, args: { readonly mine?: boolean | null }, context: TowerContext) {
  return latestBulkJobs(context.pool, (args.mine ?? true) ? context.viewer.account : undefined, MOST);
}
