import { createOutboundHttp } from '@orderloom/service-runtime';
import type { OwnOrders } from '../application/own-orders.ts';
import type { Shop, ShopChannel, TokenKeeper } from '../application/ports.ts';
import { createDouyinShop } from './douyin/channel.ts';
import { createOwnShop } from './own/channel.ts';
import { createWechatShop } from './wechat-shop/channel.ts';

/** The SDK of the largest platform waits 12 s; a shopper's warehouse cannot, so a call that takes longer is asked again. */
const DEADLINE_MS = 8_000;

/** The adapters by channel system. A new channel is one line here and a folder beside the others. */
const makers: Readonly<Record<string, typeof createDouyinShop>> = {
  douyin: createDouyinShop,
  'wechat-shop': createWechatShop,
};

/** Channel system of shops without a platform. */
export const OWN = 'own';

export function openShopChannel(
  shop: Shop,
  deps: { readonly tokens: TokenKeeper; readonly own: OwnOrders; readonly now: () => Date },
): ShopChannel {
  if (shop.system === OWN) return createOwnShop({ shop, own: deps.own });
  const make = makers[shop.system];
  if (make === undefined) throw new Error(`no adapter for the channel system ${shop.system} of shop ${shop.id}`);
  return make({ ...deps, shop, http: createOutboundHttp({ system: shop.system, deadlineMs: DEADLINE_MS, connections: 64 }) });
}
