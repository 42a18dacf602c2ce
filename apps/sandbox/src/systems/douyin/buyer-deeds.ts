import { OUTSIDE, nowSeconds } from '../../core/clock.ts';
import { BuyerRefused } from '../../core/marketplace.ts';
import type { PlaceOrder, WantedAddress } from '../../core/marketplace.ts';
import { NO_DISCOUNT, drawDiscounts, freightFor } from '../../core/pricing.ts';
import { receiverFor } from '../../core/receiver.ts';
import type { Random } from '../../core/system.ts';
import type { AfterSales } from './after-sales.ts';
import { STATUS, linePaid } from './model.ts';
import type { DouyinOrder, Line } from './model.ts';
import { change } from './parts.ts';
import type { Parts } from './parts.ts';
import { paidExtra } from './pushes.ts';
import { receiverFields } from './render-order.ts';

const UNPAID_TIMEOUT_MS = 0.5 * OUTSIDE.hour;
const ADDRESS_REVIEW_MS = 3_000;
const PROMISE_SECONDS = 48 * 3600;
const PRE_SALE_SECONDS = 15 * 24 * 3600;
const AUTHORS = [
  { id: '99514375927', name: '茶小青' },
  { id: '2832749102847', name: '云上喝茶' },
  { id: '61829374650', name: '阿宝的茶桌' },
];
const WORDS = ['', '', '', '', '', '请发顺丰', '送人的，麻烦包装好一点', '周末不在家，请工作日送', '不要放快递柜', '请附手提袋'];

export interface Placing {
  readonly order: PlaceOrder;
  readonly buyer: number;
  readonly random: Random;
}

export interface BuyerDeeds {
  place(placing: Placing): DouyinOrder;
  pay(order: DouyinOrder, at?: number): DouyinOrder;
  announcePaid(order: DouyinOrder): void;
  cancel(order: DouyinOrder, reason: string): void;
  changeAddress(order: DouyinOrder, wanted: WantedAddress): void;
  resume(): void;
}

export function createBuyerDeeds(parts: Parts, afterSales: AfterSales, nextId: () => bigint): BuyerDeeds {
  const { context, system, store, stock, pushes, ciphers } = parts;

  const place = ({ order: wanted, buyer, random }: Placing): DouyinOrder => {
    const first = nextId();
    const fromLive = !wanted.plain && random.chance(0.35);
    const lines = priceLines(parts, wanted, first, fromLive, random);
    const createTime = wanted.at ?? nowSeconds();
    const order: DouyinOrder = {
      id: String(first),
      buyer,
      receiver: receiverFor(context.buyers, buyer, wanted.address ?? {}),
      status: STATUS.unpaid,
      createTime,
      updateTime: nowSeconds(),
      payTime: 0,
      shipTime: 0,
      finishTime: 0,
      receiptTime: 0,
      expShipTime: createTime + (wanted.preSale ? PRE_SALE_SECONDS : PROMISE_SECONDS),
      payType: random.pick([1, 2, 2, 4, 8]),
      postFen: wanted.plain
        ? 0
        : freightFor(
            lines.reduce((sum, line) => sum + linePaid(line), 0),
            random,
          ),
      lines,
      packs: [],
      author: fromLive ? { ...random.pick(AUTHORS), roomId: `73${random.int(10 ** 15, 9 * 10 ** 15)}0` } : null,
      preSale: wanted.preSale,
      buyerWords: wanted.words ?? (wanted.plain ? '' : random.pick(WORDS)),
      cancelReason: '',
      pushMode: wanted.push,
      lateMs: wanted.lateMs,
      addressChangeTo: null,
    };
    store.put(order);
    for (const line of order.lines) stock.hold(line.skuId, line.quantity);
    context.ledger.append('order-placed', system, order.id, { lines: order.lines.map(({ sku, quantity }) => ({ sku, quantity })), buyer });
    return order;
  };

  const pay = (order: DouyinOrder, at = nowSeconds()): DouyinOrder => {
    if (order.status !== STATUS.unpaid) throw new BuyerRefused(`an order in state ${order.status} cannot be paid`);
    const paid = change(parts, order, { status: STATUS.toShip, payTime: at });
    for (const line of paid.lines) {
      stock.unhold(line.skuId, line.quantity);
      stock.deduct(line.skuId, line.quantity);
    }
    context.ledger.append('order-paid', system, paid.id, {
      payFen: paidExtra(paid)['pay_amount'],
      lines: paid.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    });
    return paid;
  };

  const cancel = (order: DouyinOrder, reason: string): void => {
    if (order.status === STATUS.toShip || order.status === STATUS.paid) {
      afterSales.apply(order, { reason, instant: false, withReturn: false });
      return;
    }
    if (order.status !== STATUS.unpaid) throw new BuyerRefused(`an order in state ${order.status} cannot be cancelled`);
    const cancelled = change(parts, order, { status: STATUS.cancelled, cancelReason: reason });
    for (const line of order.lines) stock.unhold(line.skuId, line.quantity);
    context.ledger.append('order-cancelled', system, order.id, { reason });
    pushes.send(cancelled, [pushes.about(cancelled, '106', { cancel_time: cancelled.updateTime, cancel_reason: reason })]);
  };

  const changeAddress = (order: DouyinOrder, wanted: WantedAddress): void => {
    if (order.status !== STATUS.toShip && order.status !== STATUS.paid)
      throw new BuyerRefused('the address can change only before shipping');
    const to = receiverFor(
      context.buyers,
      order.buyer,
      wanted,
      context.random.fork(`address/${order.id}/${order.updateTime}`).int(0, 1_000_000),
    );
    const applied = change(parts, order, { addressChangeTo: to });
    context.ledger.append('address-change-applied', system, order.id, { district: to.address.district.code });
    const fields = receiverFields(order.id, to, ciphers);
    pushes.send(applied, [
      pushes.about(applied, '111', {
        apply_time: applied.updateTime,
        post_receiver_msg: {
          encrypt_name: fields['encrypt_post_receiver'] ?? '',
          encrypt_tel: fields['encrypt_post_tel'] ?? '',
          addr: fields['post_addr'] ?? {},
        },
      }),
    ]);
    armAddressReview(applied);
  };

  const armAddressReview = (order: DouyinOrder): void => {
    context.timing.after(ADDRESS_REVIEW_MS, () => {
      const current = store.orders.get(order.id);
      if (current === undefined || current.addressChangeTo === null) return;
      if (current.status !== STATUS.toShip && current.status !== STATUS.paid) {
        change(parts, current, { addressChangeTo: null });
        return;
      }
      const changed = change(parts, current, { receiver: current.addressChangeTo, addressChangeTo: null });
      context.ledger.append('address-changed', system, order.id, { district: changed.receiver.address.district.code });
      const fields = receiverFields(order.id, changed.receiver, ciphers);
      pushes.send(changed, [
        pushes.about(changed, '105', {
          update_time: changed.updateTime,
          receiver_msg: {
            encrypt_name: fields['encrypt_post_receiver'] ?? '',
            encrypt_tel: fields['encrypt_post_tel'] ?? '',
            addr: fields['post_addr'] ?? {},
          },
        }),
      ]);
    });
  };

  const armTimeout = (order: DouyinOrder): void => {
    const leftMs = UNPAID_TIMEOUT_MS - (nowSeconds() - order.createTime) * 1000;
    context.timing.after(Math.max(0, leftMs), () => {
      const current = store.orders.get(order.id);
      if (current?.status === STATUS.unpaid) cancel(current, '超时未支付');
    });
  };

  return {
    place(placing) {
      const order = place(placing);
      if (placing.order.pay) return pay(order, placing.order.at);
      pushes.send(order, [pushes.about(order, '100', { create_time: order.createTime })]);
      armTimeout(order);
      return order;
    },
    pay,
    announcePaid(order) {
      const paid = pushes.about(order, '101', paidExtra(order));
      const pending = pushes.about(order, '110');
      // The platform puts both into one array when it is busy.
      if (Number(order.id.slice(-3, -1)) < 30) pushes.send(order, [paid, pending]);
      else {
        pushes.send(order, [paid]);
        pushes.send(order, [pending]);
      }
    },
    cancel,
    changeAddress,
    resume() {
      for (const order of store.orders.values()) {
        if (order.status === STATUS.unpaid) armTimeout(order);
        if (order.addressChangeTo !== null) armAddressReview(order);
      }
    },
  };
}

function priceLines(parts: Parts, wanted: PlaceOrder, first: bigint, fromLive: boolean, random: Random): Line[] {
  const all = [...wanted.lines.map((line) => ({ ...line, gift: false })), ...wanted.gifts.map((line) => ({ ...line, gift: true }))];
  const found = all.map((line) => {
    const product = parts.context.world.products.find(({ sku }) => sku === line.sku);
    if (product === undefined) throw new BuyerRefused(`no product ${line.sku}`);
    return { ...line, product, unitFen: line.gift ? 0 : product.priceFen };
  });
  const sums = found.map(({ unitFen, quantity }) => unitFen * quantity);
  const discounts = wanted.plain ? [] : drawDiscounts(sums, fromLive, random);
  return found.map(({ product, quantity, gift, unitFen }, index) => ({
    id: String(first + BigInt(index)),
    sku: product.sku,
    productId: product.douyin.productId,
    skuId: product.douyin.skuId,
    name: product.name,
    quantity,
    unitFen,
    gift,
    discount: discounts[index] ?? NO_DISCOUNT,
    shipped: 0,
    refunded: false,
    afterSaleId: null,
  }));
}
