import { bindSku as bind } from '../../../application/bind-sku.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';

export async function bindSku(
  _root: unknown,
  args: { readonly shopId: string; readonly platformSku: string; readonly sku: string },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const bound = await bind(context.replay, { ...args, by: context.viewer.account });
  if (bound) return { __typename: 'SkuBound', sku: args.sku };
  return { __typename: 'SkuUnknown', code: 'SKU_UNKNOWN', message: 'There is no such shop or product code.' };
}
