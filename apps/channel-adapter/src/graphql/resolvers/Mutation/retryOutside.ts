import { outsideKinds, retryOutside as retry } from '../../../application/retry-outside.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';
import { shopAnswer } from '../../shop-answer.ts';

const AT_MOST = 200;

export async function retryOutside(
  _root: unknown,
  args: { readonly kind: string; readonly shopId: string; readonly keys: readonly string[] },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const kind = outsideKinds.find((one) => one === args.kind);
  if (kind === undefined || !context.replay.channels.has(args.shopId)) return shopAnswer(context, args.shopId, '', false);
  const keys = args.keys.slice(0, AT_MOST);
  const count = await retry(context.outside, { kind, shopId: args.shopId, keys, by: context.viewer.account });
  return { __typename: 'OutsideRetried', count };
}
