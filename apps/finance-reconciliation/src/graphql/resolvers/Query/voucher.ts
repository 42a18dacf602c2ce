import { voucherById, type FinanceContext } from '../../context.ts';

export async function voucher(_parent: unknown, args: { readonly id: string }, context: FinanceContext) {
  return (await voucherById(context).load(args.id)) ?? null;
}
