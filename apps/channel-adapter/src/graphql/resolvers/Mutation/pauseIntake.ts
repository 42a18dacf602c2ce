import { pauseIntake as pause } from '../../../application/intake-gates.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';
import { shopAnswer } from '../../shop-answer.ts';

export async function pauseIntake(
  _root: unknown,
  args: { readonly shopId: string; readonly reason: string },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  return shopAnswer(context, args.shopId, 'IntakePaused', await pause(context.gates, { ...args, by: context.viewer.account }));
}
