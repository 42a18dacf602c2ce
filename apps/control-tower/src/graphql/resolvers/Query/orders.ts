import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import { searchFilter, searchWords } from '../../../application/find-orders.ts';
import type { OrderListFilter } from '../../../application/ports.ts';
import { countOrders, listOrders, type OrderListSort, type TwinRow } from '../../../persistence/order-list.ts';
import type { TowerContext } from '../../context.ts';
import { isAbsent } from '../../absent.ts';

export interface OrderFilterInput {
  readonly channels?: readonly string[] | null;
  readonly gates?: readonly number[] | null;
  readonly statuses?: readonly string[] | null;
  readonly stuck?: boolean | null;
  readonly search?: string | null;
  readonly placedFrom?: Date | null;
  readonly placedUntil?: Date | null;
}

export async function orders(
  _parent: unknown,
  args: {
    readonly filter?: OrderFilterInput | null;
    readonly sort?: OrderListSort | null;
    readonly first?: number | null;
    readonly after?: string | null;
  },
  context: TowerContext,
) {
  const sort = args.sort ?? 'NEWEST';
  const list = `orders:${sort}`;
  const size = pageSize(args.first, 200);
  const after = isAbsent(args.after) ? undefined : decodeCursor(list, args.after, 2);
  const filter = await listFilter(args.filter ?? {}, context);
  const [rows, total] = await Promise.all([
    listOrders(context.pool, { filter, sort, limit: size + 1, after, now: context.now }),
    countOrders(context.pool, filter, context.now),
  ]);
  const keyOf = (row: TwinRow): readonly string[] => [sort === 'DUE' ? row.dueKey : row.placedAt.toISOString(), row.id];
  return { ...connection<TwinRow>({ list, rows, size, keyOf, nodeOf: (row) => row }), totalCount: total.count, totalIsExact: total.exact };
}

async function listFilter(input: OrderFilterInput, context: TowerContext): Promise<OrderListFilter> {
  const search = isAbsent(input.search) || input.search.trim() === '' ? undefined : searchWords(input.search);
  const indexes = search === undefined ? [] : await context.searchIndex.indexesOf(search.phones);
  return {
    ...(isAbsent(input.channels) ? {} : { channels: input.channels }),
    ...(isAbsent(input.gates) ? {} : { gates: input.gates }),
    ...(isAbsent(input.statuses) ? {} : { statuses: input.statuses }),
    ...(isAbsent(input.stuck) ? {} : { stuck: input.stuck }),
    ...(isAbsent(input.placedFrom) ? {} : { placedFrom: input.placedFrom }),
    ...(isAbsent(input.placedUntil) ? {} : { placedUntil: input.placedUntil }),
    ...(search === undefined ? {} : searchFilter(search, indexes)),
  };
}
