import { loader } from '@orderloom/subgraph';
import type { InventoryContext } from './context.ts';

export const stocks = loader((skus: readonly string[], context: InventoryContext) => context.queries.bySku(skus));
export const figures = loader((skus: readonly string[], context: InventoryContext) => context.page.figures(skus));
export const waitingOrderIds = loader((skus: readonly string[], context: InventoryContext) => context.page.waitingOrderIds(skus));
export const shelves = loader((ids: readonly string[], context: InventoryContext) => context.page.shelves(ids));
export const driftsOfSku = loader((skus: readonly string[], context: InventoryContext) => context.ledger.driftsOf(skus));
export const drifts = loader((ids: readonly string[], context: InventoryContext) => context.ledger.driftsById(ids));
