import type { PlaceDeps } from '../application/place-orders.ts';
import type { EarlyFacts } from '../application/ports.ts';
import type { BulkDeedDeps } from './on-bulk-deed-requested.ts';

export interface OrderDeps extends PlaceDeps, BulkDeedDeps {
  readonly early: EarlyFacts;
}
