import { importBuyerLinks as importLinks, type BuyerLinkLine } from '../../../application/import-buyer-links.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';

export async function importBuyerLinks(
  _root: unknown,
  { links }: { readonly links: readonly BuyerLinkLine[] },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  return { __typename: 'BuyerLinksImported', count: await importLinks(context.open, { links, by: context.viewer.account }) };
}
