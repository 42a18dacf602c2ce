import type { SubgraphContext } from '@orderloom/subgraph';
import type { Adjusted, AdjustWish } from '../application/adjust-stock.ts';
import type { RepairReport } from '../application/repair-stock.ts';
import type { StockLedgerReads } from '../persistence/stock-ledger.ts';
import type { StockPageReads } from '../persistence/stock-page.ts';
import type { StockQueries } from '../persistence/stock-queries.ts';

export interface Abilities {
  readonly page: StockPageReads;
  readonly ledger: StockLedgerReads;
  readonly settleDrift: (wish: {
    readonly id: string;
    readonly cause: string;
    readonly note: string;
    readonly account: string;
  }) => Promise<void>;
  readonly reopenDrift: (wish: { readonly id: string; readonly account: string }) => Promise<void>;
  readonly adjustStock: (wish: AdjustWish) => Promise<Adjusted>;
  readonly queries: StockQueries;
  readonly repair: (wish: { readonly sku: string | undefined; readonly account: string }) => Promise<RepairReport>;
}

export type InventoryContext = SubgraphContext<Abilities>;
