import type { TowerContext } from '../../context.ts';
import { twins, workItemsById } from '../../loaders.ts';

export async function workItem(_parent: unknown, args: { readonly id: string }, context: TowerContext) {
  const item = await workItemsById(context).load(args.id);
  // An item about no order, or about one of another shop, does not exist for a test key.
  if (item !== undefined && context.viewer.shops !== undefined && (await twins(context).load(item.orderId)) === undefined) return null;
  return item ?? null;
}
