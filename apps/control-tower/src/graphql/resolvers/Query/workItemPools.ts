import { poolNames, pools } from '../../../domain/work-items.ts';
import { countPools } from '../../../persistence/work-item-list.ts';
import type { TowerContext } from '../../context.ts';

export async function workItemPools(_parent: unknown, _args: unknown, context: TowerContext) {
  const counted = new Map((await countPools(context.pool, context.viewer.account, context.now)).map((row) => [row.pool, row]));
  const none = { open: 0, overdue: 0, unassigned: 0, mine: 0, oldestDueAt: null };
  return poolNames.map((pool) => ({ ...none, ...counted.get(pool), pool, owner: pools[pool].owner }));
}
