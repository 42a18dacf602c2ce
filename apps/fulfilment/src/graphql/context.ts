import type { Clock } from '@orderloom/domain-kernel';
import type { SubgraphContext } from '@orderloom/subgraph';
import type { MilestoneWish } from '../application/confirm-milestone.ts';
import type { MilestoneReads } from '../persistence/milestones.ts';
import type { AskTraceWish } from '../application/ask-trace-again.ts';
import type { SourceAgainAnswer, SourceAgainWish } from '../application/source-again.ts';
import type { OrderPageReads } from '../persistence/order-page-reads.ts';
import type { FulfilmentQueries } from '../persistence/fulfilment-queries.ts';
import type { WarehousePageReads } from '../persistence/warehouse-page.ts';

export interface Abilities {
  readonly queries: FulfilmentQueries;
  readonly reads: OrderPageReads;
  readonly warehousePage: WarehousePageReads;
  /** Of the rule in force. */
  readonly occupancyLimit: () => number;
  readonly now: Clock;
  readonly sourceAgain: (wish: SourceAgainWish) => Promise<SourceAgainAnswer>;
  readonly milestones: Pick<MilestoneReads, 'of'>;
  readonly isMadeToOrder: (sku: string) => boolean;
  readonly confirmMilestone: (wish: MilestoneWish) => Promise<{ readonly position: number }>;
  readonly askTraceAgain: (wish: AskTraceWish) => Promise<{ readonly newNodes: number }>;
}

export type FulfilmentContext = SubgraphContext<Abilities>;
