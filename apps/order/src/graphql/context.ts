import { hasRole, loader, type SubgraphContext, type Viewer } from '@orderloom/subgraph';
import type { CancelAnswer, CancelCommand } from '../application/cancel-order.ts';
import type { HoldCommand } from '../application/hold-order.ts';
import type { ReleaseCommand } from '../application/release-hold.ts';
import type { Hold, Order } from '../domain/order.ts';

export interface Abilities {
  readonly readOrders: (ids: readonly string[]) => Promise<ReadonlyMap<string, Order>>;
  readonly cancelOrder: (command: CancelCommand) => Promise<CancelAnswer>;
  readonly holdOrder: (command: HoldCommand) => Promise<{ readonly order: Order; readonly hold: Hold }>;
  readonly releaseHold: (command: ReleaseCommand) => Promise<{ readonly order: Order }>;
}

export type OrderContext = SubgraphContext<Abilities>;

export const orders = loader((ids: readonly string[], context: OrderContext) => context.readOrders(ids));

/** Who acts, and whether the roles of this account let it act on orders. */
export function actingAs(viewer: Viewer): { readonly account: string; readonly mayAct: boolean } {
  return { account: viewer.account, mayAct: hasRole(viewer, 'operations', 'service') };
}
