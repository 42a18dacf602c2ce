import { bindSkus } from '../../../application/bind-sku.ts';
import type { NewBinding } from '../../../application/catalogue.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';

export async function bindSku(_root: unknown, args: NewBinding, context: ChannelContext): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const unknown = await bindSkus(context.replay, { bindings: [args], by: context.viewer.account });
  if (unknown.length === 0) return { __typename: 'SkuBound', sku: args.sku };
  return { __typename: 'SkuUnknown', code: 'SKU_UNKNOWN', message: 'There is no such shop or product code.' };
}
