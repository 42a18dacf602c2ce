import type { Voucher as VoucherRow } from '../../persistence/voucher.mapping.ts';
import { voucherById, type FinanceContext } from '../context.ts';

export const Voucher = {
  __resolveReference: (reference: { readonly id: string }, context: FinanceContext) => voucherById(context).load(reference.id),
  // Until its outcome is known a voucher is planned: whether the call is under way is nobody's business outside.
  state: (voucher: VoucherRow) => (voucher.state === 'WAITING' || voucher.state === 'SENDING' ? 'PLANNED' : voucher.state),
  amount: (voucher: VoucherRow) => money(voucher, voucher.amountMinor ?? 0n),
  entries: (voucher: VoucherRow) =>
    (voucher.entries ?? []).map((entry) => ({
      account: entry.account,
      role: entry.role,
      debit: money(voucher, entry.debit),
      credit: money(voucher, entry.credit),
    })),
};

function money(voucher: VoucherRow, minor: bigint | string) {
  return { minor: minor.toString(), currency: voucher.currency ?? 'CNY' };
}
