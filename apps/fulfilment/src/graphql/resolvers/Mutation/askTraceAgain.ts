import { commandScope, mayAct } from '@orderloom/subgraph';
import type { FulfilmentContext } from '../../context.ts';
import { refusalOf } from '../../refusals.ts';

interface Args {
  readonly orderId: string;
  readonly parcelId: string;
  readonly idempotencyKey: string;
}

export async function askTraceAgain(_parent: unknown, args: Args, context: FulfilmentContext) {
  if (!mayAct(context.viewer, 'operations', 'service', 'warehouse'))
    return { __typename: 'SourcingNotAllowed', code: 'NOT_ALLOWED', message: 'This account may not ask a carrier.' };
  try {
    const { newNodes } = await context.askTraceAgain({ ...args, scope: commandScope(context.viewer), actor: context.viewer.account });
    return { __typename: 'TraceTold', order: { id: args.orderId }, newNodes };
  } catch (error) {
    return refusalOf(error);
  }
}
