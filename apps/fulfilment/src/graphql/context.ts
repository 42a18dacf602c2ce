import type { SubgraphContext } from '@orderloom/subgraph';
import type { FulfilmentQueries } from '../persistence/fulfilment-queries.ts';

export interface Abilities {
  readonly queries: FulfilmentQueries;
  readonly sourceAgain: (wish: {
    readonly orderId: string;
    readonly idempotencyKey: string;
    readonly actor: string;
  }) => Promise<'STARTED' | 'NOTHING_TO_SOURCE'>;
}

export type FulfilmentContext = SubgraphContext<Abilities>;
