import { requireRole } from '@orderloom/subgraph';
import { reachShop } from '../../../application/keep-shop-secrets.ts';
import type { ChannelContext } from '../../context.ts';

export async function shopReachability(_root: unknown, args: { readonly shopId: string }, context: ChannelContext): Promise<object> {
  requireRole(context.viewer, 'admin');
  const shop = context.secrets.channels.get(args.shopId)?.channel.shop;
  if (shop === undefined) return { state: 'REFUSED', tookMs: null, words: 'There is no such shop.' };
  const reached = await reachShop(context.secrets, shop);
  return {
    state: reached.kind,
    tookMs: reached.kind === 'REACHED' ? reached.tookMs : null,
    words: reached.kind === 'REFUSED' ? reached.words : null,
  };
}
