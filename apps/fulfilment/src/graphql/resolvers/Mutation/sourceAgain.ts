import { hasRole } from '@orderloom/subgraph';
import type { FulfilmentContext } from '../../context.ts';

export async function sourceAgain(
  _parent: unknown,
  args: { readonly orderId: string; readonly idempotencyKey: string },
  context: FulfilmentContext,
) {
  if (!hasRole(context.viewer, 'operations', 'warehouse')) {
    return {
      __typename: 'SourcingNotAllowed',
      code: 'NOT_ALLOWED',
      message: 'Only operations and warehouse accounts may source an order again.',
    };
  }
  const answer = await context.sourceAgain({ orderId: args.orderId, idempotencyKey: args.idempotencyKey, actor: context.viewer.account });
  switch (answer) {
    case 'STARTED':
      return { __typename: 'SourcingStarted', order: { id: args.orderId } };
    case 'NOTHING_TO_SOURCE':
      return { __typename: 'NothingToSource', code: 'NOTHING_TO_SOURCE', message: 'No failed sourcing of this order waits here.' };
    default: {
      const never: never = answer;
      return never;
    }
  }
}
