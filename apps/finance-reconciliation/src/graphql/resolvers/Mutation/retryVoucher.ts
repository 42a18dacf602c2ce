import { hasRole } from '@orderloom/subgraph';
import { voucherById, type FinanceContext } from '../../context.ts';

export async function retryVoucher(_parent: unknown, args: { readonly id: string }, context: FinanceContext) {
  if (!hasRole(context.viewer, 'finance')) {
    return { __typename: 'FinanceNotAllowed', code: 'NOT_ALLOWED', message: 'Only finance accounts may ask the ERP again.' };
  }
  const isRetried = await context.retryVoucher({ id: args.id, account: context.viewer.account });
  const voucher = isRetried ? await voucherById(context).load(args.id) : undefined;
  return voucher === undefined
    ? { __typename: 'VoucherNotRefused', code: 'VOUCHER_NOT_REFUSED', message: 'No voucher of this id was refused.' }
    : { __typename: 'VoucherRetried', voucher };
}
