import { OUTSIDE, nowSeconds } from '../../core/clock.ts';
import { BuyerRefused } from '../../core/marketplace.ts';
import type { RefundRequest } from '../../core/marketplace.ts';
import { AFTER_SALE_TYPE, STATUS, isOpen, linePaid } from './model.ts';
import type { AfterSale, DouyinOrder, Line } from './model.ts';
import { change, changeAfterSale } from './parts.ts';
import type { Parts } from './parts.ts';

const INSTANT_MS = 1_500;
const REFUND_PAID_OUT_MS = 1_000;
const BUYER_SENDS_BACK_MS = 2 * OUTSIDE.day;
/** A seller who does not answer agrees: 2 days before shipping, 7 after. */
const SILENCE_BEFORE_SHIPPING_MS = 2 * OUTSIDE.day;
const SILENCE_AFTER_SHIPPING_MS = 7 * OUTSIDE.day;

export type Verdict = 'done' | 'unknown' | 'wrong-state' | 'stale';

export interface AfterSales {
  apply(order: DouyinOrder, refund: RefundRequest): string;
  agree(id: string, version?: number): Verdict;
  refuse(id: string, version?: number): Verdict;
  openOf(order: DouyinOrder): AfterSale | undefined;
  resume(): void;
}

export function createAfterSales(parts: Parts, nextId: () => bigint): AfterSales {
  const { store, pushes, context, system } = parts;

  const apply = (order: DouyinOrder, refund: RefundRequest): string => {
    const lines = chooseLines(order, refund);
    const shipped = lines.some((line) => line.shipped > 0);
    const wholeOrder = lines.length === order.lines.filter((line) => !line.refunded).length;
    const type = shipped
      ? refund.withReturn
        ? AFTER_SALE_TYPE.returnAndRefund
        : AFTER_SALE_TYPE.refundAfterShipping
      : AFTER_SALE_TYPE.refundBeforeShipping;
    const postFen = wholeOrder && !shipped ? order.postFen : 0;
    const now = nowSeconds();
    const silenceMs = shipped ? SILENCE_AFTER_SHIPPING_MS : SILENCE_BEFORE_SHIPPING_MS;
    const afterSale: AfterSale = {
      id: String(nextId()),
      orderId: order.id,
      lineIds: lines.map(({ id }) => id),
      wholeOrder,
      type,
      status: 6,
      refundFen: lines.reduce((sum, line) => sum + linePaid(line), postFen),
      refundPostFen: postFen,
      reason: refund.reason,
      applyTime: now,
      updateTime: now,
      deadline: now + Math.round(silenceMs / 1000),
      returnTrackingNo: '',
    };
    store.putAfterSale(afterSale);
    const marked = change(parts, order, {
      lines: order.lines.map((line) => (afterSale.lineIds.includes(line.id) ? { ...line, afterSaleId: afterSale.id } : line)),
    });
    context.ledger.append('refund-applied', system, order.id, {
      afterSaleId: afterSale.id,
      type,
      refundFen: afterSale.refundFen,
      whole: wholeOrder,
    });
    pushes.send(marked, [pushes.aboutAfterSale(marked, afterSale, '200', { apply_time: now })]);
    armSilence(afterSale, refund.instant ? INSTANT_MS : silenceMs);
    return afterSale.id;
  };

  const armSilence = (afterSale: AfterSale, outsideMs: number): void => {
    context.timing.after(outsideMs, () => {
      if (store.afterSales.get(afterSale.id)?.status === 6) agree(afterSale.id);
    });
  };

  const agree = (id: string, version?: number): Verdict => {
    const afterSale = store.afterSales.get(id);
    const order = afterSale === undefined ? undefined : store.orders.get(afterSale.orderId);
    if (afterSale === undefined || order === undefined) return 'unknown';
    if (version !== undefined && version !== afterSale.updateTime) return 'stale';
    if (afterSale.status === 6 && afterSale.type === AFTER_SALE_TYPE.returnAndRefund) {
      const returning = changeAfterSale(parts, afterSale, { status: 7 });
      pushes.send(order, [pushes.aboutAfterSale(order, returning, '202', { agree_time: returning.updateTime })]);
      armReturn(returning);
      return 'done';
    }
    if (afterSale.status !== 6 && afterSale.status !== 11) return 'wrong-state';
    payOut(order, afterSale);
    return 'done';
  };

  const armReturn = (afterSale: AfterSale): void => {
    context.timing.after(BUYER_SENDS_BACK_MS, () => {
      const current = store.afterSales.get(afterSale.id);
      const order = store.orders.get(afterSale.orderId);
      if (current?.status !== 7 || order === undefined) return;
      const sent = changeAfterSale(parts, current, { status: 11, returnTrackingNo: `SF${current.id.slice(-13)}` });
      pushes.send(order, [pushes.aboutAfterSale(order, sent, '203', {})]);
    });
  };

  const payOut = (order: DouyinOrder, afterSale: AfterSale): void => {
    const done = changeAfterSale(parts, afterSale, { status: 12 });
    const lines = order.lines.map((line): Line => (done.lineIds.includes(line.id) ? { ...line, refunded: true } : line));
    const nothingLeft = lines.every((line) => line.refunded);
    const cancelled = nothingLeft && order.status !== STATUS.completed;
    const next = change(parts, order, cancelled ? { lines, status: STATUS.cancelled, cancelReason: afterSale.reason } : { lines });
    const skus = order.lines.flatMap(({ id, sku }) => (done.lineIds.includes(id) ? [sku] : []));
    context.ledger.append('refunded', system, order.id, { afterSaleId: done.id, refundFen: done.refundFen, lines: done.lineIds, skus });
    pushes.send(next, [pushes.aboutAfterSale(next, done, '201', { agree_time: done.updateTime })]);
    context.timing.after(REFUND_PAID_OUT_MS, () => {
      const messages = [pushes.aboutAfterSale(next, done, '206', { success_time: nowSeconds() })];
      if (cancelled) {
        messages.push(pushes.about(next, '106', { cancel_time: nowSeconds(), cancel_reason: afterSale.reason }));
        context.ledger.append('order-cancelled', system, order.id, { reason: afterSale.reason });
      }
      pushes.send(next, messages);
    });
  };

  const refuse = (id: string, version?: number): Verdict => {
    const afterSale = store.afterSales.get(id);
    const order = afterSale === undefined ? undefined : store.orders.get(afterSale.orderId);
    if (afterSale === undefined || order === undefined) return 'unknown';
    if (version !== undefined && version !== afterSale.updateTime) return 'stale';
    if (!isOpen(afterSale)) return 'wrong-state';
    const returned = afterSale.status !== 6;
    const refused = changeAfterSale(parts, afterSale, { status: returned ? 29 : 27 });
    const next = change(parts, order, {});
    context.ledger.append('refund-refused', system, order.id, { afterSaleId: id });
    const tag = refused.type === AFTER_SALE_TYPE.returnAndRefund && !returned ? '205' : '204';
    pushes.send(next, [pushes.aboutAfterSale(next, refused, tag, { refuse_time: refused.updateTime })]);
    return 'done';
  };

  return {
    apply,
    agree,
    refuse,
    openOf: (order) => {
      for (const { afterSaleId } of order.lines) {
        const afterSale = afterSaleId === null ? undefined : store.afterSales.get(afterSaleId);
        if (afterSale !== undefined && isOpen(afterSale)) return afterSale;
      }
      return undefined;
    },
    resume() {
      const now = nowSeconds();
      for (const afterSale of store.afterSales.values()) {
        if (afterSale.status === 6) armSilence(afterSale, Math.max(0, afterSale.deadline - now) * 1000);
        if (afterSale.status === 7) armReturn(afterSale);
      }
    },
  };
}

function chooseLines(order: DouyinOrder, refund: RefundRequest): readonly Line[] {
  if (order.payTime === 0) throw new BuyerRefused('an unpaid order is cancelled, not refunded');
  if (order.status === STATUS.cancelled) throw new BuyerRefused('the order is cancelled');
  const wanted = refund.lines === undefined ? order.lines : refund.lines.flatMap((nth) => order.lines[nth - 1] ?? []);
  const lines = wanted.filter((line) => !line.refunded);
  if (lines.length === 0) throw new BuyerRefused('nothing of these lines is left to refund');
  return lines;
}
