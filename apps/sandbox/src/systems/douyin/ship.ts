import { OUTSIDE, nowSeconds } from '../../core/clock.ts';
import { idText, isObject } from '../../core/big-json.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import type { AfterSales } from './after-sales.ts';
import { business, invalid, missing } from './answer.ts';
import type { Outcome, Refusal } from './answer.ts';
import { companyName } from './companies.ts';
import { STATUS } from './model.ts';
import type { DouyinOrder, Line, Pack } from './model.ts';
import { change } from './parts.ts';
import type { Parts } from './parts.ts';

const BUYER_CONFIRMS_MS = 3 * OUTSIDE.day;
const TRACKING = /^[A-Za-z0-9-]{6,40}$/;

interface WantedPack {
  readonly companyCode: string;
  readonly trackingNo: string;
  readonly items: readonly { readonly line: Line; readonly quantity: number }[];
}

export interface Shipping {
  addWhole(body: JsonObject): Outcome;
  addSinglePack(body: JsonObject): Outcome;
  addMultiPack(body: JsonObject): Outcome;
  parcelSigned(trackingNo: string, at: number): void;
  resume(): void;
}

/** The seller's ship notices. Repeats with one request_id get the first answer and do nothing. */
export function createShipping(parts: Parts, afterSales: AfterSales): Shipping {
  const { store, pushes, context, system } = parts;

  const once = (body: JsonObject, ship: () => Outcome): Outcome => {
    const requestId = idText(body['request_id']);
    if (requestId === undefined || requestId === '') return { refusal: missing('request_id') };
    const known = store.answerTo(requestId);
    if (known !== undefined) {
      context.ledger.append('ship-notice-repeated', system, requestId, {});
      return { data: JSON.parse(known) };
    }
    const outcome = ship();
    if ('data' in outcome) store.keepAnswer(requestId, JSON.stringify(outcome.data));
    return outcome;
  };

  const refusalOf = (order: DouyinOrder, body: JsonObject): Refusal | null => {
    if (order.status === STATUS.cancelled) return business('isv.business-failed:order-closed', '订单已关闭，不能发货');
    if (order.status === STATUS.unpaid) return business('isv.business-failed:order-unpaid', '订单未支付，不能发货');
    if (order.status === STATUS.shipped || order.status === STATUS.completed)
      return business('isv.business-failed:order-shipped', '订单已发货');
    const open = afterSales.openOf(order);
    if (open === undefined) return null;
    if (body['is_refund_reject'] !== true && body['is_reject_refund'] !== true) {
      return business('isv.business-failed:order-refunding', '订单有进行中的退款申请，请先处理后再发货');
    }
    afterSales.refuse(open.id);
    return null;
  };

  const ship = (order: DouyinOrder, wanted: readonly WantedPack[]): readonly Pack[] => {
    const now = nowSeconds();
    const packs = wanted.map(({ companyCode, trackingNo, items }, index): Pack => ({
      id: `${order.id.slice(-12)}${order.packs.length + index + 1}`,
      companyCode,
      trackingNo,
      shipTime: now,
      products: items.map(({ line, quantity }) => ({ lineId: line.id, quantity })),
    }));
    const lines = order.lines.map((line): Line => {
      const more = wanted.flatMap(({ items }) => items).filter((item) => item.line.id === line.id);
      return { ...line, shipped: line.shipped + more.reduce((sum, { quantity }) => sum + quantity, 0) };
    });
    const whole = lines.every((line) => line.refunded || line.shipped >= line.quantity);
    const shipped = change(parts, order, {
      lines,
      packs: [...order.packs, ...packs],
      status: whole ? STATUS.shipped : STATUS.partlyShipped,
      shipTime: now,
    });
    for (const pack of packs) {
      context.ledger.append('shipped', system, order.id, {
        trackingNo: pack.trackingNo,
        companyCode: pack.companyCode,
        packId: pack.id,
        whole,
        lines: pack.products.map(({ lineId, quantity }) => ({ sku: lines.find((line) => line.id === lineId)?.sku ?? '', quantity })),
      });
      pushes.send(shipped, [
        pushes.about(shipped, whole ? '102' : '108', {
          update_time: now,
          logistics_msg: {
            express_company_id: pack.companyCode,
            logistics_code: pack.trackingNo,
            pack_id: pack.id,
            shipped_order_info: pack.products.map(({ lineId, quantity }) => ({ shipped_order_id: lineId, shipped_num: quantity })),
          },
        }),
      ]);
    }
    return packs;
  };

  /** Given lines and quantities, or everything of the order that is not shipped yet. */
  const readPack = (order: DouyinOrder, body: JsonObject, taken: Map<string, number>): WantedPack | Refusal => {
    const companyCode = idText(body['company_code']);
    const trackingNo = idText(body['logistics_code']);
    if (companyCode === undefined) return missing('company_code');
    if (companyName(companyCode) === undefined) return invalid('company_code');
    if (trackingNo === undefined) return missing('logistics_code');
    if (!TRACKING.test(trackingNo)) return invalid('logistics_code');
    const rows = body['shipped_order_info'];
    const left = (line: Line): number => (line.refunded ? 0 : line.quantity - line.shipped - (taken.get(line.id) ?? 0));
    const items: { line: Line; quantity: number }[] = [];
    if (!Array.isArray(rows) || rows.length === 0) {
      items.push(...order.lines.filter((line) => left(line) > 0).map((line) => ({ line, quantity: left(line) })));
    } else {
      for (const row of rows as readonly Json[]) {
        const line = isObject(row) ? order.lines.find(({ id }) => id === idText(row['shipped_order_id'])) : undefined;
        const quantity = isObject(row) ? Number(row['shipped_num'] ?? 0) : 0;
        if (line === undefined) continue;
        if (!Number.isInteger(quantity) || quantity < 1 || quantity > left(line)) {
          return business('isv.business-failed:shipped-num', `子订单${line.id}可发货数量为${left(line)}`);
        }
        items.push({ line, quantity });
        taken.set(line.id, (taken.get(line.id) ?? 0) + quantity);
      }
    }
    if (items.length === 0) return business('isv.business-failed:nothing-to-ship', '没有可发货的商品');
    return { companyCode, trackingNo, items };
  };

  const orderOf = (value: Json | undefined): DouyinOrder | undefined => store.orders.get(idText(value) ?? '');

  const armConfirmation = (order: DouyinOrder, sinceSeconds: number): void => {
    const leftMs = Math.max(0, BUYER_CONFIRMS_MS - (nowSeconds() - sinceSeconds) * 1000);
    context.timing.after(leftMs, () => {
      const current = store.orders.get(order.id);
      if (current?.status !== STATUS.shipped) return;
      const done = change(parts, current, { status: STATUS.completed, finishTime: nowSeconds() });
      context.ledger.append('order-completed', system, done.id, {});
      pushes.send(done, [pushes.about(done, '103', { complete_time: done.finishTime })]);
    });
  };

  return {
    addWhole(body) {
      const order = orderOf(body['order_id']);
      if (order === undefined) return { refusal: invalid('order_id') };
      const refusal = refusalOf(order, body);
      if (refusal !== null) return { refusal };
      const wanted = readPack(order, { ...body, shipped_order_info: [] }, new Map());
      if ('subCode' in wanted) return { refusal: wanted };
      const [pack] = ship(order, [wanted]);
      return { data: { pack_id: pack?.id ?? '' } };
    },
    addSinglePack: (body) =>
      once(body, () => {
        const ids = body['order_id_list'];
        if (!Array.isArray(ids) || ids.length === 0) return { refusal: missing('order_id_list') };
        const shipments: { order: DouyinOrder; wanted: WantedPack }[] = [];
        for (const id of ids as readonly Json[]) {
          const order = orderOf(id);
          if (order === undefined) return { refusal: invalid('order_id_list') };
          const refusal = refusalOf(order, body);
          if (refusal !== null) return { refusal };
          const wanted = readPack(order, body, new Map());
          if ('subCode' in wanted) return { refusal: wanted };
          shipments.push({ order, wanted });
        }
        const packs = shipments.flatMap(({ order, wanted }) => ship(order, [wanted]));
        return { data: { pack_id: packs[0]?.id ?? '' } };
      }),
    addMultiPack: (body) =>
      once(body, () => {
        const order = orderOf(body['order_id']);
        if (order === undefined) return { refusal: invalid('order_id') };
        const refusal = refusalOf(order, body);
        if (refusal !== null) return { refusal };
        const rows = body['pack_list'];
        if (!Array.isArray(rows) || rows.length === 0) return { refusal: missing('pack_list') };
        const taken = new Map<string, number>();
        const wanted: WantedPack[] = [];
        for (const row of rows as readonly Json[]) {
          const pack = isObject(row) ? readPack(order, row, taken) : invalid('pack_list');
          if ('subCode' in pack) return { refusal: pack };
          wanted.push(pack);
        }
        const packs = ship(order, wanted);
        return {
          data: {
            pack_list: packs.map((pack) => ({
              pack_id: pack.id,
              logistics_code: pack.trackingNo,
              shipped_order_info: pack.products.map(({ lineId, quantity }) => ({ shipped_order_id: lineId, shipped_num: quantity })),
            })),
          },
        };
      }),
    parcelSigned(trackingNo, at) {
      for (const order of store.ordersWithTracking(trackingNo)) {
        const seconds = Math.floor(at / 1000);
        const received = change(parts, order, { receiptTime: seconds });
        armConfirmation(received, seconds);
      }
    },
    resume() {
      for (const order of store.orders.values()) {
        if (order.status === STATUS.shipped && order.receiptTime > 0) armConfirmation(order, order.receiptTime);
      }
    },
  };
}
