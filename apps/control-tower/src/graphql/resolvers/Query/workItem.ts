import type { TowerContext } from '../../context.ts';
import { workItemsById } from '../../loaders.ts';

export async function workItem(_parent: unknown, args: { readonly id: string }, context: TowerContext) {
  return (await workItemsById(context).load(args.id)) ?? null;
}
