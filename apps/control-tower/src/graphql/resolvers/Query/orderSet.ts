import { isUuid } from '@orderloom/domain-kernel';
import { readSet } from '../../../persistence/order-sets-stored.ts';
import type { TowerContext } from '../../context.ts';

export async function orderSet(_parent: unknown, args: { readonly id: string }, context: TowerContext) {
  return isUuid(args.id) ? ((await readSet(context.pool, args.id, context.now)) ?? null) : null;
}
