import { connection, decodeCursor, encodeCursor, pageSize, type CursorKey } from '@orderloom/subgraph';
import { FilterRefused, type FlatFilter } from '../../../application/order-filter.ts';
import type { OrderListSort } from '../../../application/ports.ts';
import { countOrders, listOrders, type ListedRow } from '../../../persistence/order-list.ts';
import type { RowPlace } from '../../../persistence/order-list/ordering.ts';
import { isAbsent } from '../../absent.ts';
import type { TowerContext } from '../../context.ts';
import { filterInput, isCountedWhole } from '../../filter-input.ts';

export interface OrdersArgs {
  readonly filter?: FlatFilter | null;
  readonly sort?: OrderListSort | null;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
  readonly exactTotal?: boolean | null;
}

export async function orders(_parent: unknown, args: OrdersArgs, context: TowerContext) {
  const sort = args.sort ?? 'NEWEST';
  const list = `orders:${sort}`;
  const size = pageSize(args.first, 200);
  if (!isAbsent(args.after) && !isAbsent(args.before)) throw new FilterRefused('A page follows one row or precedes another, not both.');
  const cursor = args.after ?? args.before ?? undefined;
  const backwards = !isAbsent(args.before);
  const filter = await filterInput(context, args.filter);
  const from = cursor === undefined ? undefined : placeIn(decodeCursor(list, cursor, 3));
  const rows = await listOrders(context.pool, { filter, sort, limit: size + 1, from, backwards, now: context.now });
  // The extra row only tells that there is more in the direction of reading.
  const shown = backwards ? rows.slice(-size) : rows.slice(0, size);
  const more = rows.length > size;
  const first = shown[0];
  const page = connection<ListedRow>({ list, rows: shown, size, keyOf, nodeOf: (row) => row });
  let counted: ReturnType<typeof countOrders> | undefined;
  const total = () => (counted ??= countOrders(context.pool, filter, context.now, args.exactTotal === true || isCountedWhole(args.filter)));
  return {
    nodes: page.nodes,
    pageInfo: { ...page.pageInfo, hasNextPage: backwards ? true : more },
    hasPreviousPage: backwards ? more : cursor !== undefined,
    startCursor: first === undefined ? null : encodeCursor(list, keyOf(first)),
    totalCount: async () => (await total()).count,
    totalIsExact: async () => (await total()).exact,
    totalAmount: async () => paid((await total()).paidMinor),
  };
}

function keyOf({ place }: ListedRow): CursorKey {
  return [place.run, place.key, place.id];
}

function placeIn([run, key, id]: CursorKey): RowPlace {
  return { run: Number(run), key: String(key), id: String(id) };
}

function paid(minor: string | undefined) {
  return minor === undefined ? null : { minor, currency: 'CNY' };
}
