import { bindSkus as bind } from '../../../application/bind-sku.ts';
import type { NewBinding } from '../../../application/catalogue.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';

const AT_MOST = 200;

export async function bindSkus(
  _root: unknown,
  args: { readonly bindings: readonly NewBinding[] },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const bindings = args.bindings.slice(0, AT_MOST);
  const unknown = await bind(context.replay, { bindings, by: context.viewer.account });
  if (unknown.length === 0) return { __typename: 'SkusBound', count: bindings.length };
  return {
    __typename: 'SkusUnknown',
    code: 'SKU_UNKNOWN',
    message: 'There is no such shop or product code.',
    platformSkus: unknown.map((one) => one.platformSku),
  };
}
