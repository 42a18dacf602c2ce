import type { TowerContext } from '../../context.ts';
import { bulkJobs } from '../../loaders.ts';

export async function bulkJob(_parent: unknown, args: { readonly id: string }, context: TowerContext) {
  return (await bulkJobs(context).load(args.id)) ?? null;
}
