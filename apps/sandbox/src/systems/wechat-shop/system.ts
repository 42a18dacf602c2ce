import { bigNumber, idText, isObject, parseJson } from '../../core/big-json.ts';
import type { JsonObject } from '../../core/big-json.ts';
import { answerWithFaults } from '../../core/faults.ts';
import { BuyerRefused, placeSchema } from '../../core/marketplace.ts';
import type { Marketplace } from '../../core/marketplace.ts';
import { createNumbers } from '../../core/numbers.ts';
import { createRandom } from '../../core/random.ts';
import type { SandboxContext, SandboxSystem } from '../../core/system.ts';
import type { WechatShop } from '../../core/world.ts';
import { afterSaleAccept, afterSaleGet, afterSaleList, afterSaleReject } from './after-sale-methods.ts';
import { createAfterSales } from './after-sales.ts';
import { BUSY, no, ok, reply } from './answer.ts';
import type { Outcome } from './answer.ts';
import { createBuyerDeeds } from './buyer-deeds.ts';
import { COMPANIES } from './companies.ts';
import { createEvents } from './events.ts';
import { STATUS, STATUS_TEXT, orderPaid } from './model.ts';
import type { WechatOrder } from './model.ts';
import { armConfirmation, deliverySend, orderGet, orderList, parcelSigned, sensitiveDecode } from './order-methods.ts';
import type { Parts } from './parts.ts';
import { createStockMethods } from './stock-methods.ts';
import { createStock } from './stock.ts';
import { createStore } from './store.ts';
import type { WeixinTokens } from './tokens.ts';

const NAME = 'wechat-shop';

interface Method {
  readonly key: string;
  readonly run: (body: JsonObject) => Outcome;
}

export interface WechatShopSimulator {
  readonly system: SandboxSystem;
  readonly marketplace: Marketplace;
}

export function createWechatShop(context: SandboxContext, shop: WechatShop, tokens: WeixinTokens): WechatShopSimulator {
  const store = createStore(context.journal, NAME);
  const stock = createStock(
    context,
    NAME,
    context.world.products.map(({ wechat }) => wechat.skuId),
  );
  const events = createEvents(context, shop, NAME);
  const parts: Parts = { context, system: NAME, shop, store, stock, events };
  const afterSales = createAfterSales(parts, createNumbers(2_000_000_000_000_000n, 10_000_000n, 1n));
  const buyers = createBuyerDeeds(parts, afterSales, createNumbers(3_700_000_000_000_000_000n, 100_000_000n, 256n));
  const stockMethods = createStockMethods(parts);
  const draws = context.random.fork(NAME);
  const calls = new Map<string, number>();
  context.bus.on('parcel-signed', ({ trackingNumber, at }) => parcelSigned(parts, trackingNumber, at));

  const methods: Readonly<Record<string, Method>> = {
    '/order/list/get': { key: '', run: (body) => orderList(parts, body) },
    '/order/get': { key: 'order_id', run: (body) => orderGet(parts, body) },
    '/order/sensitiveinfo/decode': { key: 'order_id', run: (body) => sensitiveDecode(parts, body) },
    '/order/delivery/send': { key: 'order_id', run: (body) => deliverySend(parts, body) },
    '/order/deliverycompanylist/get': { key: '', run: () => ok({ company_list: COMPANIES.map((company) => ({ ...company })) }) },
    '/aftersale/getaftersalelist': { key: '', run: (body) => afterSaleList(parts, body) },
    '/aftersale/getaftersaleorder': { key: 'after_sale_order_id', run: (body) => afterSaleGet(parts, body) },
    '/aftersale/acceptapply': { key: 'after_sale_order_id', run: (body) => afterSaleAccept(parts, afterSales, body) },
    '/aftersale/rejectapply': { key: 'after_sale_order_id', run: (body) => afterSaleReject(parts, afterSales, body) },
    '/product/stock/update': { key: 'sku_id', run: stockMethods.update },
    '/product/stock/get': { key: 'sku_id', run: stockMethods.get },
    '/product/stock/batchget': { key: '', run: stockMethods.batchGet },
  };

  const find = (orderId: string): WechatOrder => {
    const order = store.orders.get(orderId);
    if (order === undefined) throw new BuyerRefused(`no order ${orderId}`);
    return order;
  };

  const announcePaid = (order: WechatOrder): void => events.send(order, 'channels_ec_order_pay', { pay_time: order.payTime });

  const marketplace: Marketplace = {
    channel: 'WX',
    name: NAME,
    place(wanted) {
      const order = buyers.place({ order: wanted, buyer: wanted.buyer ?? draws.int(0, context.buyers.size - 1), random: draws });
      if (order.payTime > 0) announcePaid(order);
      return order.id;
    },
    pay: (id) => announcePaid(buyers.pay(find(id))),
    cancel: (id, reason) => buyers.cancel(find(id), reason),
    refund: (id, refund) => afterSales.apply(find(id), refund),
    changeAddress: (id, address) => buyers.changeAddress(find(id), address),
    mint({ count, seed, lines, firstBuyer }) {
      const random = createRandom(seed);
      return Array.from({ length: count }, (_, nth) => {
        const order = buyers.place({ order: placeSchema.parse({ lines: lines(nth) }), buyer: firstBuyer + nth, random });
        return {
          no: order.id,
          ...events.request('channels_ec_order_pay', { order_info: { order_id: bigNumber(order.id), pay_time: order.payTime } }),
        };
      });
    },
    touch: (id) => void store.change(find(id), {}),
    view: (id) => {
      const order = store.orders.get(id);
      return order === undefined
        ? undefined
        : {
            ...order,
            statusText: STATUS_TEXT[order.status],
            payFen: orderPaid(order),
            afterSales: order.afterSaleIds.map((one) => store.afterSales.get(one)),
          };
    },
    recent: (after, limit) =>
      store.byUpdate
        .page({ from: after, to: Number.MAX_SAFE_INTEGER, newestFirst: true }, 0, limit)
        .flatMap((id) => store.orders.get(id) ?? [])
        .map((order) => ({
          no: order.id,
          channel: 'WX',
          status: STATUS_TEXT[order.status],
          createTime: order.createTime,
          updateTime: order.updateTime,
          payAmount: orderPaid(order),
          lines: order.lines.map(({ sku, quantity }) => ({ sku, quantity })),
        })),
    has: (id) => store.orders.has(id),
    sellable: (sku) => stock.get(context.world.products.find((product) => product.sku === sku)?.wechat.skuId ?? '') ?? 0,
    counts: () => {
      const counts: Record<string, number> = { orders: store.orders.size, afterSales: store.afterSales.size };
      for (const { status } of store.orders.values()) counts[STATUS_TEXT[status]] = (counts[STATUS_TEXT[status]] ?? 0) + 1;
      return counts;
    },
  };

  const system: SandboxSystem = {
    name: NAME,
    mount: '/weixin/channels/ec',
    async handle(request) {
      calls.set(request.path, (calls.get(request.path) ?? 0) + 1);
      const method = methods[request.path];
      if (method === undefined) return reply(no(40066, 'invalid url'));
      if (request.method !== 'POST') return reply(no(43002, 'require POST method'));
      const refusal = tokens.refusalOf(shop.credentials.appId, request.query.get('access_token'), request.path);
      if (refusal !== null) {
        context.ledger.append('call-refused', NAME, request.path, { ...refusal });
        return reply({ ...refusal });
      }
      const body = readBody(request.body);
      if (body === null) return reply(no(47001, 'data format error'));
      const key = method.key === '' ? '' : (idText(body[method.key]) ?? '');
      return answerWithFaults(
        context,
        { system: NAME, operation: request.path, key },
        () => reply(method.run(body)),
        () => reply(BUSY),
      );
    },
    state: () => ({
      ...marketplace.counts(),
      calls: Object.fromEntries(calls),
      stock: stock
        .all()
        .map(({ skuId, num }) => ({ sku: context.world.products.find(({ wechat }) => wechat.skuId === skuId)?.sku ?? skuId, stock: num })),
    }),
    reset() {
      store.reset();
      stock.reset();
    },
    restore(record) {
      if (!store.restore(record)) stock.restore(record);
    },
    resume() {
      buyers.resume();
      afterSales.resume();
      for (const order of store.orders.values()) {
        if (order.status === STATUS.shipped && order.receiptTime > 0) armConfirmation(parts, order);
      }
    },
  };
  return { system, marketplace };
}

function readBody(body: Buffer): JsonObject | null {
  if (body.length === 0) return {};
  try {
    const parsed = parseJson(body.toString('utf8'));
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
