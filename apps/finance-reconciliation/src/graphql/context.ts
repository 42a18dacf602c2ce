import { isUuid } from '@orderloom/domain-kernel';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { RetryVoucher } from '../application/retry-voucher.ts';
import { loader, type SubgraphContext } from '@orderloom/subgraph';
import { Voucher } from '../persistence/voucher.mapping.ts';

export type FinanceContext = SubgraphContext<{ readonly em: EntityManager; readonly retryVoucher: RetryVoucher }>;

export const vouchersOfOrder = loader<FinanceContext, string, readonly Voucher[]>(async (orderIds, context) => {
  const vouchers = await context.em.find(Voucher, { orderId: { $in: [...orderIds] } }, { orderBy: { plannedAt: 'asc', id: 'asc' } });
  return Map.groupBy(vouchers, (voucher) => voucher.orderId);
});

export const voucherById = loader<FinanceContext, string, Voucher>(async (ids, context) => {
  const vouchers = await context.em.find(Voucher, { id: { $in: ids.filter(isUuid) } });
  return new Map(vouchers.map((voucher) => [voucher.id, voucher]));
});
