import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import type { StockView } from '../../../persistence/stock-page.ts';
import type { InventoryContext } from '../../context.ts';
import { figures, stocks } from '../../loaders.ts';
import { refuseTestKeys } from '../../refuse-test-keys.ts';

interface Args {
  readonly view?: StockView | null;
  readonly search?: string | null;
  readonly warehouseId?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export async function stockList(_: unknown, args: Args, context: InventoryContext) {
  refuseTestKeys(context);
  const size = pageSize(args.first ?? 100);
  const filter = { search: args.search ?? '', warehouseId: args.warehouseId ?? undefined };
  const view = args.view ?? 'ALL';
  const after = args.after == null ? undefined : decodeCursor('stock', args.after, 2);
  const { rows, counts } = await context.page.list({
    ...filter,
    view,
    size: size + 1,
    after: after && [Number(after[0]), String(after[1])],
  });
  // The rows bring their figures along: nobody asks for them once more.
  for (const row of rows) figures(context).prime(row.sku, row.figures);
  const page = connection({ list: 'stock', rows, size, keyOf: (row) => row.key, nodeOf: (row) => stocks(context).load(row.sku) });
  return { ...page, totalCount: { ALL: counts.all, SHORT: counts.short, LOW: counts.low, DRIFTING: counts.drifting }[view] };
}

export function stockCounts(_: unknown, args: Pick<Args, 'search' | 'warehouseId'>, context: InventoryContext) {
  return context.page.counts({ search: args.search ?? '', warehouseId: args.warehouseId ?? undefined });
}

export async function skuStock(_: unknown, { sku }: { readonly sku: string }, context: InventoryContext) {
  refuseTestKeys(context);
  return (await stocks(context).load(sku)) ?? null;
}
