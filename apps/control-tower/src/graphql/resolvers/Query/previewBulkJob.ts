import { bulkPreview } from '../../../application/preview-bulk-job.ts';
import { MOST_BULK_ORDERS } from '../../../application/start-bulk-job.ts';
import { readTwins } from '../../../persistence/order-list.ts';
import { meantOrders, type BulkInput } from '../../bulk-answers.ts';
import type { TowerContext } from '../../context.ts';

export async function previewBulkJob(_parent: unknown, args: { readonly input: BulkInput }, context: TowerContext) {
  const ids = await meantOrders(context, args.input);
  const tooMany = ids.length > MOST_BULK_ORDERS;
  const looked = ids.slice(0, MOST_BULK_ORDERS);
  const twins = await readTwins(context.pool, looked);
  return { ...bulkPreview(args.input.deed, looked, (id) => twins.get(id)?.state), tooMany };
}
