import { hasRole } from '@orderloom/subgraph';
import type { InventoryContext } from '../../context.ts';

export async function repairStock(_: unknown, args: { readonly sku?: string | null }, context: InventoryContext) {
  if (!hasRole(context.viewer, 'operations', 'supply')) {
    return { __typename: 'RepairNotAllowed', code: 'NOT_ALLOWED', message: 'This account may not repair stock.' };
  }
  const report = await context.repair({ sku: args.sku ?? undefined, account: context.viewer.account });
  return { __typename: 'StockRepaired', checked: report.checked, corrected: report.differences.length, differences: report.differences };
}
