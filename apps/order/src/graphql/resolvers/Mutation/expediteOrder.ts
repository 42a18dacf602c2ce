import { actingAs, type OrderContext } from '../../context.ts';
import { refusalOf } from '../../outcome.ts';

interface ExpediteOrderArgs {
  readonly input: { readonly orderId: string; readonly reason: string; readonly idempotencyKey: string };
}

export async function expediteOrder(_: unknown, { input }: ExpediteOrderArgs, context: OrderContext) {
  try {
    return { __typename: 'OrderExpedited', ...(await context.expediteOrder({ ...input, ...actingAs(context.viewer) })) };
  } catch (error) {
    return refusalOf(error);
  }
}
