import type { EntryView, HolderView, DriftView } from '../../persistence/stock-ledger.ts';
import type { InventoryContext } from '../context.ts';
import { drifts, shelves, stocks } from '../loaders.ts';

const warehouseOf = (id: string) => (id === '' ? null : { id });
const orderOf = (id: string) => (id === '' ? null : { id });

export const StockDrift = {
  __resolveReference: ({ id }: { readonly id: string }, context: InventoryContext) => drifts(context).load(id),
  stock: ({ sku }: DriftView, _: unknown, context: InventoryContext) => stocks(context).load(sku),
  warehouse: ({ warehouseId }: DriftView) => ({ id: warehouseId }),
};

export const StockHolder = { order: ({ orderId }: HolderView) => ({ id: orderId }) };

export const StockEntry = {
  warehouse: ({ warehouseId }: EntryView) => warehouseOf(warehouseId),
  order: ({ orderId }: EntryView) => orderOf(orderId),
};

const shelf = ({ id }: { readonly id: string }, context: InventoryContext) => shelves(context).load(id);
type Parent = { readonly id: string };

export const Warehouse = {
  __resolveReference: ({ id }: Parent) => ({ id }),
  onHand: async (parent: Parent, _: unknown, context: InventoryContext) => (await shelf(parent, context))?.onHand ?? 0,
  allocated: async (parent: Parent, _: unknown, context: InventoryContext) => (await shelf(parent, context))?.allocated ?? 0,
  occupancy: async (parent: Parent, _: unknown, context: InventoryContext) => {
    const found = await shelf(parent, context);
    return found === undefined || found.onHand <= 0 ? null : found.allocated / found.onHand;
  },
  skus: async (parent: Parent, _: unknown, context: InventoryContext) => (await shelf(parent, context))?.skus ?? 0,
  overcommitted: async (parent: Parent, _: unknown, context: InventoryContext) => (await shelf(parent, context))?.overcommitted ?? 0,
  openDrifts: async (parent: Parent, _: unknown, context: InventoryContext) => (await shelf(parent, context))?.openDrifts ?? 0,
  countedAt: async (parent: Parent, _: unknown, context: InventoryContext) => (await shelf(parent, context))?.countedAt ?? null,
};
