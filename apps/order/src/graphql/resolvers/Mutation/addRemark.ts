import { actingAs, type OrderContext } from '../../context.ts';
import { refusalOf } from '../../outcome.ts';

interface AddRemarkArgs {
  readonly input: { readonly orderId: string; readonly text: string; readonly idempotencyKey: string };
}

export async function addRemark(_: unknown, { input }: AddRemarkArgs, context: OrderContext) {
  try {
    return { __typename: 'RemarkAdded', ...(await context.addRemark({ ...input, ...actingAs(context.viewer) })) };
  } catch (error) {
    return refusalOf(error);
  }
}
