import type { SubgraphContext } from '@orderloom/subgraph';
import type { AskTraceWish } from '../application/ask-trace-again.ts';
import type { SourceAgainAnswer, SourceAgainWish } from '../application/source-again.ts';
import type { OrderPageReads } from '../persistence/order-page-reads.ts';
import type { FulfilmentQueries } from '../persistence/fulfilment-queries.ts';

export interface Abilities {
  readonly queries: FulfilmentQueries;
  readonly reads: OrderPageReads;
  readonly sourceAgain: (wish: SourceAgainWish) => Promise<SourceAgainAnswer>;
  readonly askTraceAgain: (wish: AskTraceWish) => Promise<{ readonly newNodes: number }>;
}

export type FulfilmentContext = SubgraphContext<Abilities>;
