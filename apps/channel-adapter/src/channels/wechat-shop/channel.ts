import type { OutboundHttp } from '@orderloom/service-runtime';
import type { Shop, ShopChannel, TokenKeeper } from '../../application/ports.ts';
import { createWechatClient } from './client.ts';
import { wechatCredentials } from './credentials.ts';
import { changedWechatOrders, fetchWechatOrder, wechatDocumentOf } from './pull.ts';
import { openWechatRecipients } from './recipient.ts';
import { agreeWechatRefund, changedWechatRefunds, fetchWechatRefund, isWechatRefundAgreed } from './refund.ts';
import { knowsWechatShipNotice, sendWechatShipNotice } from './ship-notice.ts';
import { callbackKey } from './sign.ts';
import { readWechatStock, writeWechatStock } from './stock.ts';
import { readWechatPush } from './webhook.ts';

/** A WeChat shop, spoken with by its channels-ec API and its encrypted callbacks. */
export function createWechatShop(deps: {
  readonly shop: Shop;
  readonly http: OutboundHttp;
  /** For what the hub tells the platform: what it reads from it never waits behind that. */
  readonly outward: OutboundHttp;
  readonly tokens: TokenKeeper;
  readonly now: () => Date;
}): ShopChannel {
  const credentials = wechatCredentials(deps.shop.credentials);
  const key = callbackKey(credentials.encodingAesKey);
  const client = createWechatClient({ ...deps, credentials });
  const outward = createWechatClient({ ...deps, http: deps.outward, credentials });
  return {
    shop: deps.shop,
    readPush: (request, now) => readWechatPush(request, { credentials, key, now }),
    fetchOrder: (orderNo) => fetchWechatOrder(client, orderNo, deps.now),
    changedOrders: (since, until) => changedWechatOrders(client, since, until),
    recentOrders: undefined,
    fetchRefund: (refundId, hint) => fetchWechatRefund(client, refundId, hint),
    changedRefunds: (since, until) => changedWechatRefunds(client, since, until),
    documentOf: wechatDocumentOf,
    openRecipients: (sealed) => openWechatRecipients(client, sealed),
    sendShipNotice: (notice) => sendWechatShipNotice(outward, notice),
    knowsShipNotice: (notice) => knowsWechatShipNotice(outward, notice, deps.now),
    agreeRefund: (refundId) => agreeWechatRefund(outward, refundId),
    isRefundAgreed: (refundId) => isWechatRefundAgreed(outward, refundId),
    stockBatch: 10,
    writeStock: (rows) => writeWechatStock(outward, rows),
    readStock: (rows) => readWechatStock(outward, rows),
    // The platform deducts when the buyer orders, before payment.
    deductsOnOrder: true,
    close: async () => {
      await Promise.all([deps.http.close(), deps.outward.close()]);
    },
  };
}
