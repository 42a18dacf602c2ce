import { actingAs, type OrderContext } from '../../context.ts';
import { refusalOf } from '../../outcome.ts';

interface HoldOrderArgs {
  readonly input: { readonly orderId: string; readonly reason: string; readonly idempotencyKey: string };
}

export async function holdOrder(_: unknown, { input }: HoldOrderArgs, context: OrderContext) {
  try {
    return { __typename: 'OrderHeld', ...(await context.holdOrder({ ...input, ...actingAs(context.viewer) })) };
  } catch (error) {
    return refusalOf(error);
  }
}
