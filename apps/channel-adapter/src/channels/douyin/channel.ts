import type { OutboundHttp } from '@orderloom/service-runtime';
import type { Shop, ShopChannel, TokenKeeper } from '../../application/ports.ts';
import { createDouyinClient } from './client.ts';
import { douyinCredentials } from './credentials.ts';
import { changedDouyinOrders, douyinDocumentOf, fetchDouyinOrder, recentDouyinOrders } from './pull.ts';
import { openDouyinRecipients } from './recipient.ts';
import { agreeDouyinRefund, changedDouyinRefunds, fetchDouyinRefund, isDouyinRefundAgreed } from './refund.ts';
import { knowsDouyinShipNotice, sendDouyinShipNotice } from './ship-notice.ts';
import { DOUYIN_STOCK_BATCH, readDouyinStock, writeDouyinStock } from './stock.ts';
import { readDouyinPush } from './webhook.ts';

/** A Douyin shop, spoken with by the platform's open API and its signed pushes. */
export function createDouyinShop(deps: {
  readonly shop: Shop;
  readonly http: OutboundHttp;
  /** For what the hub tells the platform: what it reads from it never waits behind that. */
  readonly outward: OutboundHttp;
  readonly tokens: TokenKeeper;
  readonly now: () => Date;
}): ShopChannel {
  const credentials = douyinCredentials(deps.shop.credentials);
  const client = createDouyinClient({ ...deps, credentials });
  const outward = createDouyinClient({ ...deps, http: deps.outward, credentials });
  return {
    shop: deps.shop,
    readPush: (request) => readDouyinPush(request, credentials),
    fetchOrder: (orderNo) => fetchDouyinOrder(client, orderNo, deps.now),
    changedOrders: (since, until) => changedDouyinOrders(client, since, until, deps.now),
    recentOrders: (since, until, size) => recentDouyinOrders(client, { since, until, size }, deps.now),
    fetchRefund: (refundId, hint) => fetchDouyinRefund(client, refundId, hint),
    changedRefunds: (since, until) => changedDouyinRefunds(client, since, until),
    documentOf: douyinDocumentOf,
    openRecipients: (sealed) => openDouyinRecipients(client, sealed),
    sendShipNotice: (notice) => sendDouyinShipNotice(outward, notice),
    knowsShipNotice: (notice) => knowsDouyinShipNotice(outward, notice, deps.now),
    agreeRefund: (refundId) => agreeDouyinRefund(outward, credentials, refundId),
    isRefundAgreed: (refundId) => isDouyinRefundAgreed(outward, refundId),
    stockBatch: DOUYIN_STOCK_BATCH,
    writeStock: (rows, key) => writeDouyinStock(outward, rows, key),
    readStock: (rows) => readDouyinStock(outward, rows),
    // stock_num and prehold_stock_num are told apart by the platform itself.
    deductsOnOrder: false,
    close: async () => {
      await Promise.all([deps.http.close(), deps.outward.close()]);
    },
  };
}
