import { actingAs, type OrderContext } from '../../context.ts';
import { refusalOf } from '../../outcome.ts';

interface WithdrawRemarkArgs {
  readonly input: { readonly orderId: string; readonly remarkId: string; readonly idempotencyKey: string };
}

export async function withdrawRemark(_: unknown, { input }: WithdrawRemarkArgs, context: OrderContext) {
  try {
    return { __typename: 'RemarkWithdrawn', ...(await context.withdrawRemark({ ...input, ...actingAs(context.viewer) })) };
  } catch (error) {
    return refusalOf(error);
  }
}
