import { createOutboundHttp, type OutboundHttp } from '@orderloom/service-runtime';
import type { OwnOrders } from '../application/own-orders.ts';
import type { Shop, ShopChannel, TokenKeeper } from '../application/ports.ts';
import { createDouyinShop } from './douyin/channel.ts';
import { createOwnShop } from './own/channel.ts';
import { createWechatShop } from './wechat-shop/channel.ts';

/** The SDK of the largest platform waits 12 s; a shopper's warehouse cannot, so a call that takes longer is asked again. */
const DEADLINE_MS = 8_000;
/** Pushes have forty orders and eight refunds read at a time, polls 32 orders; the opening of recipients asks beside them. */
const CONNECTIONS = 96;
/** As many as one sender asks at once. */
const OUTWARD_CONNECTIONS = 32;

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
  const http = (connections: number): OutboundHttp => createOutboundHttp({ system: shop.system, deadlineMs: DEADLINE_MS, connections });
  return make({ ...deps, shop, http: http(CONNECTIONS), outward: http(OUTWARD_CONNECTIONS) });
}
