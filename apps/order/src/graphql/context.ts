import { commandScope, loader, mayAct, reachesShop, type SubgraphContext, type Viewer } from '@orderloom/subgraph';
import type { CancelAnswer, CancelCommand } from '../application/cancel-order.ts';
import type { RemarkCommand } from '../application/add-remark.ts';
import type { ExpediteCommand } from '../application/expedite-order.ts';
import type { PublishHoldRulesCommand } from '../application/publish-hold-rules.ts';
import type { WithdrawRemarkCommand } from '../application/withdraw-remark.ts';
import type { PublishedHoldRules } from '../persistence/hold-rules.ts';
import type { Remark } from '../persistence/remarks.ts';
import type { HoldCommand } from '../application/hold-order.ts';
import type { ReleaseCommand } from '../application/release-hold.ts';
import type { Hold, Order } from '../domain/order.ts';

export interface Abilities {
  readonly readOrders: (ids: readonly string[]) => Promise<ReadonlyMap<string, Order>>;
  readonly cancelOrder: (command: CancelCommand) => Promise<CancelAnswer>;
  readonly holdOrder: (command: HoldCommand) => Promise<{ readonly order: Order; readonly hold: Hold }>;
  readonly releaseHold: (command: ReleaseCommand) => Promise<{ readonly order: Order }>;
  readonly addRemark: (command: RemarkCommand) => Promise<{ readonly order: Order; readonly remarkId: string }>;
  readonly withdrawRemark: (command: WithdrawRemarkCommand) => Promise<{ readonly order: Order }>;
  readonly expediteOrder: (command: ExpediteCommand) => Promise<{ readonly order: Order; readonly withWarehouse: boolean }>;
  readonly readRemarks: (orderIds: readonly string[]) => Promise<ReadonlyMap<string, readonly Remark[]>>;
  readonly readHoldRules: (limit: number) => Promise<readonly PublishedHoldRules[]>;
  readonly publishHoldRules: (command: PublishHoldRulesCommand) => Promise<number>;
}

export type OrderContext = SubgraphContext<Abilities>;

export const orders = loader(async (ids: readonly string[], context: OrderContext) => {
  const found = await context.readOrders(ids);
  return new Map([...found].filter(([, order]) => reachesShop(context.viewer, order.shopId)));
});

export const remarks = loader((ids: readonly string[], context: OrderContext) => context.readRemarks(ids));

/** Who acts, whose idempotency keys these are, and whether the roles of this account, or the scope of this key, let it act on orders. */
export function actingAs(viewer: Viewer): { readonly account: string; readonly scope: string; readonly mayAct: boolean } {
  return { account: viewer.account, scope: commandScope(viewer), mayAct: mayAct(viewer, 'operations', 'service') };
}
