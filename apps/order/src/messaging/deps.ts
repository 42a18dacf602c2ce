import type { PlaceDeps } from '../application/place-orders.ts';
import type { EarlyFacts } from '../application/ports.ts';

export interface OrderDeps extends PlaceDeps {
  readonly early: EarlyFacts;
}
