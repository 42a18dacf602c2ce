import { OUTSIDE, nowSeconds } from '../../core/clock.ts';
import { BuyerRefused } from '../../core/marketplace.ts';
import type { PlaceOrder, WantedAddress } from '../../core/marketplace.ts';
import { drawDiscounts, freightFor } from '../../core/pricing.ts';
import { receiverFor } from '../../core/receiver.ts';
import type { Random } from '../../core/system.ts';
import type { AfterSales } from './after-sales.ts';
import { STATUS, linePaid, orderPaid } from './model.ts';
import type { Line, WechatOrder } from './model.ts';
import type { Parts } from './parts.ts';

const UNPAID_TIMEOUT_MS = 0.5 * OUTSIDE.hour;
const ADDRESS_REVIEW_MS = 3_000;
const PROMISE_SECONDS = 48 * 3600;
const NOTES = ['', '', '', '', '', '麻烦尽快发货', '请放丰巢', '送长辈的，不要放价格单', '电话联系后再送'];

export interface Placing {
  readonly order: PlaceOrder;
  readonly buyer: number;
  readonly random: Random;
}

export interface BuyerDeeds {
  place(placing: Placing): WechatOrder;
  pay(order: WechatOrder, at?: number): WechatOrder;
  cancel(order: WechatOrder, reason: string): void;
  changeAddress(order: WechatOrder, wanted: WantedAddress): void;
  resume(): void;
}

export function createBuyerDeeds(
  { context, system, store, stock, events }: Parts,
  afterSales: AfterSales,
  nextId: () => bigint,
): BuyerDeeds {
  const place = ({ order: wanted, buyer, random }: Placing): WechatOrder => {
    const lines = priceLines(wanted, random);
    const createTime = wanted.at ?? nowSeconds();
    const live = !wanted.plain && random.chance(0.2);
    const order: WechatOrder = {
      id: String(nextId()),
      buyer,
      receiver: receiverFor(context.buyers, buyer, wanted.address ?? {}),
      status: STATUS.unpaid,
      createTime,
      updateTime: nowSeconds(),
      payTime: 0,
      shipDoneTime: 0,
      receiptTime: 0,
      confirmTime: 0,
      deliverBefore: createTime + PROMISE_SECONDS,
      freightFen: wanted.plain
        ? 0
        : freightFor(
            lines.reduce((sum, line) => sum + linePaid(line), 0),
            random,
          ),
      lines,
      deliveries: [],
      afterSaleIds: [],
      scene: live ? 2 : random.pick([1, 3, 4, 5]),
      finderId: live ? 'sphQingyeTea0001' : '',
      notes: wanted.words ?? (wanted.plain ? '' : random.pick(NOTES)),
      addressUnderReview: false,
      addressChangeTo: null,
      pushMode: wanted.push,
      lateMs: wanted.lateMs,
    };
    for (const line of lines) stock.deduct(line.skuId, line.quantity);
    store.put(order);
    context.ledger.append('order-placed', system, order.id, { lines: lines.map(({ sku, quantity }) => ({ sku, quantity })), buyer });
    return order;
  };

  const priceLines = (wanted: PlaceOrder, random: Random): Line[] => {
    const quantities = new Map<string, { quantity: number; gift: boolean }>();
    for (const { sku, quantity } of wanted.lines) {
      quantities.set(sku, { quantity: (quantities.get(sku)?.quantity ?? 0) + quantity, gift: false });
    }
    for (const { sku, quantity } of wanted.gifts) {
      if (!quantities.has(sku)) quantities.set(sku, { quantity, gift: true });
    }
    const found = [...quantities].map(([sku, { quantity, gift }]) => {
      const product = context.world.products.find((one) => one.sku === sku);
      if (product === undefined) throw new BuyerRefused(`no product ${sku}`);
      return { product, quantity, gift, unitFen: gift ? 0 : product.priceFen };
    });
    const sums = found.map(({ unitFen, quantity }) => unitFen * quantity);
    const discounts = wanted.plain ? [] : drawDiscounts(sums, false, random);
    return found.map(({ product, quantity, gift, unitFen }, index) => ({
      sku: product.sku,
      productId: product.wechat.productId,
      skuId: product.wechat.skuId,
      name: product.name,
      quantity,
      unitFen,
      gift,
      discountFen: (discounts[index]?.shop ?? 0) + (discounts[index]?.platform ?? 0),
      shipped: 0,
      inAfterSale: 0,
      refunded: 0,
    }));
  };

  const pay = (order: WechatOrder, at = nowSeconds()): WechatOrder => {
    if (order.status !== STATUS.unpaid) throw new BuyerRefused(`an order in state ${order.status} cannot be paid`);
    const paid = store.change(order, { status: STATUS.toShip, payTime: at });
    context.ledger.append('order-paid', system, paid.id, {
      payFen: orderPaid(paid),
      lines: paid.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    });
    return paid;
  };

  const close = (order: WechatOrder, reason: string, cancelType: 1 | 2): void => {
    const closed = store.change(order, { status: STATUS.unpaidClosed });
    for (const line of order.lines) stock.add(line.skuId, line.quantity);
    context.ledger.append('order-cancelled', system, order.id, { reason });
    events.send(closed, 'channels_ec_order_cancel', { cancel_type: cancelType });
  };

  const armTimeout = (order: WechatOrder): void => {
    const leftMs = UNPAID_TIMEOUT_MS - (nowSeconds() - order.createTime) * 1000;
    context.timing.after(Math.max(0, leftMs), () => {
      const current = store.orders.get(order.id);
      if (current?.status === STATUS.unpaid) close(current, '超时未支付', 2);
    });
  };

  const armAddressReview = (order: WechatOrder): void => {
    context.timing.after(ADDRESS_REVIEW_MS, () => {
      const current = store.orders.get(order.id);
      if (current === undefined || current.addressChangeTo === null) return;
      const stillHere = current.status === STATUS.toShip;
      const next = store.change(current, {
        addressUnderReview: false,
        addressChangeTo: null,
        ...(stillHere ? { receiver: current.addressChangeTo } : {}),
      });
      if (!stillHere) return;
      context.ledger.append('address-changed', system, order.id, { district: next.receiver.address.district.code });
      events.send(next, 'channels_ec_order_ext_info_update', { type: 1 });
    });
  };

  return {
    place(placing) {
      const order = place(placing);
      if (placing.order.pay) return pay(order, placing.order.at);
      events.send(order, 'channels_ec_order_new', {});
      armTimeout(order);
      return order;
    },
    pay,
    cancel(order, reason) {
      if (order.status === STATUS.unpaid) close(order, reason, 1);
      else if (order.status === STATUS.toShip) afterSales.apply(order, { reason, instant: false, withReturn: false });
      else throw new BuyerRefused(`an order in state ${order.status} cannot be cancelled`);
    },
    changeAddress(order, wanted) {
      if (order.status !== STATUS.toShip) throw new BuyerRefused('the address can change only before shipping');
      const livesAt = context.random.fork(`address/${order.id}/${order.updateTime}`).int(0, 1_000_000);
      const to = receiverFor(context.buyers, order.buyer, wanted, livesAt);
      const applied = store.change(order, { addressUnderReview: true, addressChangeTo: to });
      context.ledger.append('address-change-applied', system, order.id, { district: to.address.district.code });
      events.send(applied, 'channels_ec_order_ext_info_update', { type: 3 });
      armAddressReview(applied);
    },
    resume() {
      for (const order of store.orders.values()) {
        if (order.status === STATUS.unpaid) armTimeout(order);
        if (order.addressChangeTo !== null) armAddressReview(order);
      }
    },
  };
}
