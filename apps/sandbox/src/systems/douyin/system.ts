import { z } from 'zod';
import { BuyerRefused, placeSchema } from '../../core/marketplace.ts';
import type { Marketplace } from '../../core/marketplace.ts';
import { createNumbers } from '../../core/numbers.ts';
import { createRandom } from '../../core/random.ts';
import type { SandboxContext, SandboxSystem } from '../../core/system.ts';
import type { DouyinShop } from '../../core/world.ts';
import { createAfterSales } from './after-sales.ts';
import { createBuyerDeeds } from './buyer-deeds.ts';
import { createCiphers } from './cipher.ts';
import { STATUS_TEXT, orderPaid } from './model.ts';
import type { DouyinOrder } from './model.ts';
import { createOpenApi } from './open-api.ts';
import { change } from './parts.ts';
import type { Parts } from './parts.ts';
import { createPushes, paidExtra } from './pushes.ts';
import { createShipping } from './ship.ts';
import { createStock } from './stock.ts';
import { createStore } from './store.ts';
import { createTokens } from './tokens.ts';

const NAME = 'douyin';

const pushRecord = z.discriminatedUnion('t', [
  z.object({ t: z.literal('push'), message: z.object({ id: z.string(), tag: z.string(), orderId: z.string(), data: z.string() }) }),
  z.object({ t: z.literal('push-settled'), id: z.string() }),
]);

export interface DouyinSimulator {
  readonly system: SandboxSystem;
  readonly marketplace: Marketplace;
}

export function createDouyin(context: SandboxContext, shop: DouyinShop): DouyinSimulator {
  const store = createStore(context.journal, NAME);
  const stock = createStock(
    context,
    NAME,
    context.world.products.map(({ douyin }) => douyin.skuId),
  );
  const pushes = createPushes(context, shop, NAME);
  const parts: Parts = { context, system: NAME, shop, store, stock, pushes, ciphers: createCiphers(shop.credentials.appSecret) };
  const nextOrder = createNumbers(4_700_000_000_000_000_000n, 100_000_000n, 16n);
  const afterSales = createAfterSales(parts, createNumbers(140_000_000_000_000_000n, 1_000_000_000n, 1n));
  const shipping = createShipping(parts, afterSales);
  const buyers = createBuyerDeeds(parts, afterSales, nextOrder);
  const tokens = createTokens(context, shop, NAME);
  const api = createOpenApi(parts, { tokens, shipping, afterSales });
  const draws = context.random.fork(NAME);
  context.bus.on('parcel-signed', ({ trackingNumber, at }) => shipping.parcelSigned(trackingNumber, at));

  const find = (no: string): DouyinOrder => {
    const order = store.orders.get(no);
    if (order === undefined) throw new BuyerRefused(`no order ${no}`);
    return order;
  };

  const marketplace: Marketplace = {
    channel: 'DY',
    name: NAME,
    place(wanted) {
      const buyer = wanted.buyer ?? draws.int(0, context.buyers.size - 1);
      const order = buyers.place({ order: wanted, buyer, random: draws });
      if (order.payTime > 0) buyers.announcePaid(order);
      return order.id;
    },
    pay: (no) => buyers.announcePaid(buyers.pay(find(no))),
    cancel: (no, reason) => buyers.cancel(find(no), reason),
    refund: (no, refund) => afterSales.apply(find(no), refund),
    changeAddress: (no, address) => buyers.changeAddress(find(no), address),
    mint({ count, seed, lines, firstBuyer }) {
      const random = createRandom(seed);
      return Array.from({ length: count }, (_, nth) => {
        const order = buyers.place({ order: placeSchema.parse({ lines: lines(nth) }), buyer: firstBuyer + nth, random });
        return { no: order.id, ...pushes.request([pushes.about(order, '101', paidExtra(order))]) };
      });
    },
    touch: (no) => void change(parts, find(no), {}),
    view: (no) => {
      const order = store.orders.get(no);
      if (order === undefined) return undefined;
      const ids = new Set(order.lines.flatMap(({ afterSaleId }) => afterSaleId ?? []));
      return {
        ...order,
        statusText: STATUS_TEXT[order.status],
        payFen: orderPaid(order),
        afterSales: [...ids].map((id) => store.afterSales.get(id)),
      };
    },
    recent: (after, limit) =>
      store.byUpdate
        .page({ from: after, to: Number.MAX_SAFE_INTEGER, newestFirst: true }, 0, limit)
        .flatMap((id) => store.orders.get(id) ?? [])
        .map((order) => ({
          no: order.id,
          channel: 'DY',
          status: STATUS_TEXT[order.status],
          createTime: order.createTime,
          updateTime: order.updateTime,
          payAmount: orderPaid(order),
          lines: order.lines.map(({ sku, quantity }) => ({ sku, quantity })),
        })),
    has: (no) => store.orders.has(no),
    sellable: (sku) => {
      const skuId = context.world.products.find((product) => product.sku === sku)?.douyin.skuId ?? '';
      const now = stock.get(skuId);
      return now === undefined ? 0 : now.stock - now.prehold;
    },
    counts: () => {
      const counts: Record<string, number> = { orders: store.orders.size, afterSales: store.afterSales.size };
      for (const { status } of store.orders.values()) counts[STATUS_TEXT[status]] = (counts[STATUS_TEXT[status]] ?? 0) + 1;
      return counts;
    },
  };

  const system: SandboxSystem = {
    name: NAME,
    mount: '/douyin',
    handle: (request) => api.handle(request),
    state: () => ({
      ...marketplace.counts(),
      calls: Object.fromEntries(api.calls),
      tokens: tokens.state(),
      unsettledPushes: pushes.unsettled,
      stock: stock.all().map(({ skuId, ...levels }) => ({
        sku: context.world.products.find(({ douyin }) => douyin.skuId === skuId)?.sku ?? skuId,
        ...levels,
      })),
    }),
    async command(deed) {
      if (deed !== 'probe') throw new BuyerRefused(`no deed ${deed}`);
      pushes.probe();
      return { sent: true };
    },
    reset() {
      store.reset();
      stock.reset();
      pushes.reset();
      tokens.reset();
    },
    restore(record) {
      if (store.restore(record) || stock.restore(record) || tokens.restore(record)) return;
      const push = pushRecord.parse(record);
      if (push.t === 'push') pushes.restoreQueued(push.message);
      else pushes.restoreSettled(push.id);
    },
    resume() {
      buyers.resume();
      afterSales.resume();
      shipping.resume();
      pushes.resume();
    },
  };
  return { system, marketplace };
}
