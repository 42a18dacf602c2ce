import { startBulkJob as start } from '../../../application/start-bulk-job.ts';
import { bulkRefusal, jobStarted, mayDoInBulk, meantOrders, notAllowed, type BulkInput } from '../../bulk-answers.ts';
import type { TowerContext } from '../../context.ts';

export async function startBulkJob(
  _parent: unknown,
  { input, idempotencyKey }: { readonly input: BulkInput; readonly idempotencyKey: string },
  context: TowerContext,
) {
  if (!mayDoInBulk(context.viewer, input.deed)) return notAllowed();
  try {
    const orderIds = await meantOrders(context, input);
    const asked = JSON.stringify([input.orderIds ?? null, input.filter ?? null]);
    const { deed, reason } = input;
    return jobStarted(await start(context.bulk, { deed, reason, account: context.viewer.account, idempotencyKey, orderIds, asked }));
  } catch (error) {
    return bulkRefusal(error);
  }
}
