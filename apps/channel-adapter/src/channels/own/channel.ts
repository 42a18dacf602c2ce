import type { FetchedOrder, Shop, ShopChannel } from '../../application/ports.ts';
import type { OwnOrders } from '../../application/own-orders.ts';
import { parseLossless } from '../../domain/lossless-json.ts';

/**
 * A shop without a platform: its seller places orders with us by `placeOrder`, and what is read again is the last word that was kept.
 * Nobody is told of parcels, refunds or stock here; the seller hears of them by webhook.
 */
export function createOwnShop(deps: { readonly shop: Shop; readonly own: Pick<OwnOrders, 'lastWords'> }): ShopChannel {
  const { shop, own } = deps;
  const readTogether = gathered((orderNos) => own.lastWords(shop.id, orderNos));
  return {
    shop,
    readPush: () => ({ kind: 'refused', reason: 'SIGNATURE' }),
    fetchOrder: (orderNo) => readTogether(orderNo),
    changedOrders: nothing,
    recentOrders: undefined,
    fetchRefund: () => Promise.resolve(undefined),
    changedRefunds: nothing,
    documentOf: (body) => parseLossless(body.toString('utf8')),
    openRecipients: (sealed) => Promise.resolve(new Map(sealed.map((one) => [one.platformOrderNo, one.recipient]))),
    sendShipNotice: nobody,
    knowsShipNotice: nobody,
    agreeRefund: nobody,
    isRefundAgreed: nobody,
    stockBatch: 1,
    writeStock: nobody,
    readStock: nobody,
    deductsOnOrder: false,
    close: () => Promise.resolve(),
  };
}

/** Its seller told everything already. */
async function* nothing(): AsyncGenerator<never> {
  // No page.
}

function nobody(): Promise<never> {
  return Promise.reject(new Error('an own channel has no platform that could be told'));
}

/** What many ask for in one turn is read by one statement. */
function gathered(
  read: (orderNos: readonly string[]) => Promise<ReadonlyMap<string, FetchedOrder>>,
): (orderNo: string) => Promise<FetchedOrder | undefined> {
  let waiting: Set<string> = new Set();
  let turn: Promise<ReadonlyMap<string, FetchedOrder>> | undefined;
  return async (orderNo) => {
    waiting.add(orderNo);
    turn ??= Promise.resolve().then(() => {
      const asked = [...waiting];
      waiting = new Set();
      turn = undefined;
      return read(asked);
    });
    return (await turn).get(orderNo);
  };
}
