import { emptyView } from '../view.ts';
import type { OrdersView } from '../view.ts';

/** Owners of gates and holds for whom each role answers; a role without any sees no tab of its own. */
const ownersOf: Readonly<Record<string, readonly string[]>> = {
  operations: ['channel-operations', 'inventory-planner', 'sourcing', 'operations'],
  warehouse: ['warehouse-keeper'],
  service: ['customer-service'],
  finance: ['finance'],
  supply: ['inventory-planner', 'sourcing', 'logistics'],
};

/** What waits for this account: stuck, and owned by one of its roles. */
export const ownWork = (roles: readonly string[]): OrdersView | undefined => {
  const owner = [...new Set(roles.flatMap((role) => ownersOf[role.toLowerCase()] ?? []))].sort();
  return owner.length === 0 ? undefined : { ...emptyView, stuck: true, owner };
};
