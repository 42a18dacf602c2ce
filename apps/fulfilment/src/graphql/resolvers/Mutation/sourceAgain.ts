import { commandScope, hasRole } from '@orderloom/subgraph';
import type { FulfilmentContext } from '../../context.ts';
import { refusalOf } from '../../refusals.ts';

interface Args {
  readonly orderId: string;
  readonly idempotencyKey: string;
}

export async function sourceAgain(_parent: unknown, { orderId, idempotencyKey }: Args, context: FulfilmentContext) {
  if (!hasRole(context.viewer, 'operations', 'warehouse'))
    return { __typename: 'SourcingNotAllowed', code: 'NOT_ALLOWED', message: 'This account may not source an order again.' };
  try {
    const answer = await context.sourceAgain({
      orderId,
      idempotencyKey,
      scope: commandScope(context.viewer),
      actor: context.viewer.account,
    });
    switch (answer) {
      case 'STARTED':
        return { __typename: 'SourcingStarted', order: { id: orderId } };
      case 'SOURCING_ALREADY':
        return { __typename: 'SourcingAlready', code: answer, message: 'The order is being sourced at this moment.' };
      case 'NOTHING_TO_SOURCE':
        return { __typename: 'NothingToSource', code: answer, message: 'No failed sourcing of this order waits here.' };
    }
  } catch (error) {
    return refusalOf(error);
  }
}
