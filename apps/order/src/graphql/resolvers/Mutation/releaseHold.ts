import { actingAs, type OrderContext } from '../../context.ts';
import { refusalOf } from '../../outcome.ts';

interface ReleaseHoldArgs {
  readonly input: { readonly orderId: string; readonly holdId: string; readonly idempotencyKey: string };
}

export async function releaseHold(_: unknown, { input }: ReleaseHoldArgs, context: OrderContext) {
  try {
    return { __typename: 'HoldReleased', ...(await context.releaseHold({ ...input, ...actingAs(context.viewer) })) };
  } catch (error) {
    return refusalOf(error);
  }
}
