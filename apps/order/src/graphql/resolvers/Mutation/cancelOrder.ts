import { actingAs, type OrderContext } from '../../context.ts';
import { refusalOf } from '../../outcome.ts';

interface CancelOrderArgs {
  readonly input: {
    readonly orderId: string;
    readonly reason: string;
    readonly overrule?: boolean | null;
    readonly idempotencyKey: string;
  };
}

export async function cancelOrder(_: unknown, { input }: CancelOrderArgs, context: OrderContext) {
  try {
    const answer = await context.cancelOrder({ ...input, overrule: input.overrule === true, ...actingAs(context.viewer) });
    switch (answer.kind) {
      case 'CANCELLED':
        return { __typename: 'OrderCancelled', order: answer.order };
      case 'PROPOSED':
        return { __typename: 'CancelProposed', order: answer.order, proposalId: answer.proposalId };
    }
  } catch (error) {
    return refusalOf(error);
  }
}
