import type { SubgraphContext } from '@orderloom/subgraph';
import type { RepairReport } from '../application/repair-stock.ts';
import type { StockQueries } from '../persistence/stock-queries.ts';

export interface Abilities {
  readonly queries: StockQueries;
  readonly repair: (wish: { readonly sku: string | undefined; readonly account: string }) => Promise<RepairReport>;
}

export type InventoryContext = SubgraphContext<Abilities>;
