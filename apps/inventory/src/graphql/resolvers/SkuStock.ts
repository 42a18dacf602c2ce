import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import type { InventoryContext } from '../context.ts';
import { driftsOfSku, figures, stocks, waitingOrderIds } from '../loaders.ts';
import { refuseTestKeys } from '../refuse-test-keys.ts';

type Parent = { readonly sku: string };
interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

export const SkuStock = {
  __resolveReference: ({ sku }: Parent, context: InventoryContext) => {
    refuseTestKeys(context);
    return stocks(context).load(sku);
  },
  name: async ({ sku }: Parent, _: unknown, context: InventoryContext) => (await figures(context).load(sku))?.name ?? sku,
  nameEn: async ({ sku }: Parent, _: unknown, context: InventoryContext) => (await figures(context).load(sku))?.nameEn ?? sku,
  soldPerDay: async ({ sku }: Parent, _: unknown, context: InventoryContext) => (await figures(context).load(sku))?.soldPerDay ?? null,
  daysLeft: async ({ sku }: Parent, _: unknown, context: InventoryContext) => (await figures(context).load(sku))?.daysLeft ?? null,
  waitingOrders: async ({ sku }: Parent, _: unknown, context: InventoryContext) => (await figures(context).load(sku))?.waitingOrders ?? 0,
  waitingUnits: async ({ sku }: Parent, _: unknown, context: InventoryContext) => (await figures(context).load(sku))?.waitingUnits ?? 0,
  waitingOrderIds: async ({ sku }: Parent, _: unknown, context: InventoryContext) => (await waitingOrderIds(context).load(sku)) ?? [],
  drifts: async ({ sku }: Parent, _: unknown, context: InventoryContext) => (await driftsOfSku(context).load(sku)) ?? [],
  holders: async ({ sku }: Parent, args: PageArgs, context: InventoryContext) => {
    const size = pageSize(args.first);
    const after = args.after == null ? undefined : decodeCursor(`holders:${sku}`, args.after, 2);
    const rows = await context.ledger.holders(sku, { size: size + 1, after: after && [Number(after[0]), String(after[1])] });
    const totals = await context.ledger.holderTotals(sku);
    const page = connection({ list: `holders:${sku}`, rows, size, keyOf: (row) => [row.held, row.orderId], nodeOf: (row) => row });
    return { ...page, totalCount: totals.orders, totalHeld: totals.held };
  },
  ledger: async ({ sku }: Parent, args: PageArgs, context: InventoryContext) => {
    const size = pageSize(args.first);
    const before = args.after == null ? undefined : String(decodeCursor(`ledger:${sku}`, args.after, 1)[0]);
    const rows = await context.ledger.entries(sku, { size: size + 1, before });
    return connection({ list: `ledger:${sku}`, rows, size, keyOf: (row) => [row.position], nodeOf: (row) => row });
  },
};
