import { OUTSIDE, nowSeconds } from '../../core/clock.ts';
import { BuyerRefused } from '../../core/marketplace.ts';
import type { RefundRequest } from '../../core/marketplace.ts';
import { STATUS, linePaid } from './model.ts';
import type { AfterSale, Line, WechatOrder } from './model.ts';
import type { Parts } from './parts.ts';

const INSTANT_MS = 1_500;
const REFUND_PAID_OUT_MS = 1_000;
const BUYER_SENDS_BACK_MS = 2 * OUTSIDE.day;
const SILENCE_MS = 2 * OUTSIDE.day;

export type Verdict = 'done' | 'unknown' | 'wrong-state';

export interface AfterSales {
  /** One application per line: the platform knows no after-sale over several products. Answers the last one's id. */
  apply(order: WechatOrder, refund: RefundRequest): string;
  accept(id: string): Verdict;
  reject(id: string, reason: string): Verdict;
  resume(): void;
}

export function createAfterSales({ store, events, context, system }: Parts, nextId: () => bigint): AfterSales {
  const apply = (order: WechatOrder, refund: RefundRequest): string => {
    const lines = chooseLines(order, refund);
    const applied = lines.map((line, index): AfterSale => {
      const carriesFreight = refund.lines === undefined && line.shipped === 0 && index === lines.length - 1;
      const now = nowSeconds();
      return {
        id: String(nextId()),
        orderId: order.id,
        skuId: line.skuId,
        productId: line.productId,
        count: line.quantity - line.refunded,
        type: line.shipped > 0 && refund.withReturn ? 'RETURN' : 'REFUND',
        status: 'MERCHANT_PROCESSING',
        amountFen: linePaid(line) + (carriesFreight ? order.freightFen : 0),
        reason: refund.reason,
        rejectReason: '',
        createTime: now,
        updateTime: now,
        returnWaybill: '',
      };
    });
    for (const one of applied) store.putAfterSale(one);
    const marked = store.change(order, {
      lines: order.lines.map((line) => {
        const one = applied.find(({ skuId }) => skuId === line.skuId);
        return one === undefined ? line : { ...line, inAfterSale: one.count };
      }),
      afterSaleIds: [...order.afterSaleIds, ...applied.map(({ id }) => id)],
    });
    for (const one of applied) {
      context.ledger.append('refund-applied', system, order.id, { afterSaleId: one.id, refundFen: one.amountFen, type: one.type });
      events.sendAfterSale(marked, one);
      armSilence(one, refund.instant ? INSTANT_MS : SILENCE_MS);
    }
    return applied.at(-1)?.id ?? '';
  };

  const armSilence = (afterSale: AfterSale, outsideMs: number): void => {
    context.timing.after(outsideMs, () => {
      if (store.afterSales.get(afterSale.id)?.status === 'MERCHANT_PROCESSING') accept(afterSale.id);
    });
  };

  const accept = (id: string): Verdict => {
    const afterSale = store.afterSales.get(id);
    const order = afterSale === undefined ? undefined : store.orders.get(afterSale.orderId);
    if (afterSale === undefined || order === undefined) return 'unknown';
    if (afterSale.status === 'MERCHANT_PROCESSING' && afterSale.type === 'RETURN') {
      const waiting = store.changeAfterSale(afterSale, { status: 'USER_WAIT_RETURN' });
      events.sendAfterSale(store.change(order, {}), waiting);
      armReturn(waiting);
      return 'done';
    }
    if (afterSale.status !== 'MERCHANT_PROCESSING' && afterSale.status !== 'MERCHANT_WAIT_RECEIPT') return 'wrong-state';
    const refunding = store.changeAfterSale(afterSale, { status: 'PLATFORM_REFUNDING' });
    events.sendAfterSale(store.change(order, {}), refunding);
    armPayOut(refunding);
    return 'done';
  };

  const armReturn = (afterSale: AfterSale): void => {
    context.timing.after(BUYER_SENDS_BACK_MS, () => {
      const current = store.afterSales.get(afterSale.id);
      const order = store.orders.get(afterSale.orderId);
      if (current?.status !== 'USER_WAIT_RETURN' || order === undefined) return;
      const sent = store.changeAfterSale(current, { status: 'MERCHANT_WAIT_RECEIPT', returnWaybill: `SF${current.id.slice(-13)}` });
      events.sendAfterSale(store.change(order, {}), sent);
    });
  };

  const armPayOut = (afterSale: AfterSale): void => {
    context.timing.after(REFUND_PAID_OUT_MS, () => {
      const current = store.afterSales.get(afterSale.id);
      const order = store.orders.get(afterSale.orderId);
      if (current?.status === 'PLATFORM_REFUNDING' && order !== undefined) payOut(order, current);
    });
  };

  const payOut = (order: WechatOrder, afterSale: AfterSale): void => {
    const done = store.changeAfterSale(afterSale, {
      status: afterSale.type === 'RETURN' ? 'MERCHANT_RETURN_SUCCESS' : 'MERCHANT_REFUND_SUCCESS',
    });
    const lines = order.lines.map((line): Line =>
      line.skuId === done.skuId ? { ...line, inAfterSale: 0, refunded: line.refunded + done.count } : line,
    );
    const nothingLeft = lines.every((line) => line.refunded >= line.quantity);
    const next = store.change(order, nothingLeft && order.status !== STATUS.completed ? { lines, status: STATUS.refunded } : { lines });
    const skus = order.lines.flatMap(({ skuId, sku }) => (skuId === done.skuId ? [sku] : []));
    context.ledger.append('refunded', system, order.id, { afterSaleId: done.id, refundFen: done.amountFen, skus });
    events.sendAfterSale(next, done);
    if (next.status === STATUS.refunded && order.status !== STATUS.refunded) {
      context.ledger.append('order-cancelled', system, order.id, { reason: done.reason });
      events.send(next, 'channels_ec_order_cancel', { cancel_type: 3 });
    }
  };

  const reject = (id: string, reason: string): Verdict => {
    const afterSale = store.afterSales.get(id);
    const order = afterSale === undefined ? undefined : store.orders.get(afterSale.orderId);
    if (afterSale === undefined || order === undefined) return 'unknown';
    if (afterSale.status !== 'MERCHANT_PROCESSING' && afterSale.status !== 'MERCHANT_WAIT_RECEIPT') return 'wrong-state';
    const status = afterSale.type === 'RETURN' ? 'MERCHANT_REJECT_RETURN' : 'MERCHANT_REJECT_REFUND';
    const rejected = store.changeAfterSale(afterSale, { status, rejectReason: reason });
    const next = store.change(order, {
      lines: order.lines.map((line) => (line.skuId === afterSale.skuId ? { ...line, inAfterSale: 0 } : line)),
    });
    context.ledger.append('refund-refused', system, order.id, { afterSaleId: id });
    events.sendAfterSale(next, rejected);
    return 'done';
  };

  return {
    apply,
    accept,
    reject,
    resume() {
      for (const one of store.afterSales.values()) {
        if (one.status === 'MERCHANT_PROCESSING') armSilence(one, Math.max(0, SILENCE_MS - (nowSeconds() - one.createTime) * 1000));
        if (one.status === 'USER_WAIT_RETURN') armReturn(one);
        if (one.status === 'PLATFORM_REFUNDING') armPayOut(one);
      }
    },
  };
}

function chooseLines(order: WechatOrder, refund: RefundRequest): readonly Line[] {
  if (order.payTime === 0) throw new BuyerRefused('an unpaid order is cancelled, not refunded');
  const wanted = refund.lines === undefined ? order.lines : refund.lines.flatMap((nth) => order.lines[nth - 1] ?? []);
  const lines = wanted.filter((line) => line.refunded < line.quantity && line.inAfterSale === 0);
  if (lines.length === 0) throw new BuyerRefused('nothing of these lines is left to refund');
  return lines;
}
