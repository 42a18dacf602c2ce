import { pollNow } from '../../../application/intake-gates.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';
import { shopAnswer } from '../../shop-answer.ts';

export async function pollShop(_root: unknown, { shopId }: { readonly shopId: string }, context: ChannelContext): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  return shopAnswer(context, shopId, 'PollStarted', await pollNow(context.gates, { shopId, by: context.viewer.account }));
}
