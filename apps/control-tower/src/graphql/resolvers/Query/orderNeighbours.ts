import type { FlatFilter } from '../../../application/order-filter.ts';
import type { OrderListSort } from '../../../application/ports.ts';
import { countOrders } from '../../../persistence/order-list.ts';
import { orderNeighbours as neighbours } from '../../../persistence/order-list/neighbours.ts';
import type { TowerContext } from '../../context.ts';
import { filterInput, isCountedWhole } from '../../filter-input.ts';

export async function orderNeighbours(
  _parent: unknown,
  args: { readonly filter?: FlatFilter | null; readonly sort?: OrderListSort | null; readonly id: string },
  context: TowerContext,
) {
  const filter = await filterInput(context, args.filter);
  const around = await neighbours(context.pool, { filter, sort: args.sort ?? 'NEWEST', id: args.id, now: context.now });
  let counted: ReturnType<typeof countOrders> | undefined;
  const total = () => (counted ??= countOrders(context.pool, filter, context.now, isCountedWhole(args.filter)));
  return { ...around, totalCount: async () => (await total()).count, totalIsExact: async () => (await total()).exact };
}
