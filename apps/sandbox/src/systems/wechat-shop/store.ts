import { z } from 'zod';
import { nowSeconds } from '../../core/clock.ts';
import type { Journal } from '../../core/system.ts';
import { createTimeIndex } from '../../core/time-index.ts';
import type { TimeIndex } from '../../core/time-index.ts';
import { afterSaleSchema, orderSchema } from './model.ts';
import type { AfterSale, WechatOrder } from './model.ts';

const record = z.discriminatedUnion('t', [
  z.object({ t: z.literal('order'), order: orderSchema }),
  z.object({ t: z.literal('after-sale'), afterSale: afterSaleSchema }),
]);

export interface Store {
  readonly orders: ReadonlyMap<string, WechatOrder>;
  readonly afterSales: ReadonlyMap<string, AfterSale>;
  readonly byUpdate: TimeIndex;
  readonly byCreation: TimeIndex;
  readonly afterSalesByUpdate: TimeIndex;
  readonly afterSalesByCreation: TimeIndex;
  put(order: WechatOrder): void;
  change(order: WechatOrder, by: Partial<WechatOrder>): WechatOrder;
  putAfterSale(afterSale: AfterSale): void;
  changeAfterSale(afterSale: AfterSale, by: Partial<AfterSale>): AfterSale;
  ordersWithWaybill(waybillId: string): readonly WechatOrder[];
  restore(kept: unknown): boolean;
  reset(): void;
}

export function createStore(journal: Journal, system: string): Store {
  const orders = new Map<string, WechatOrder>();
  const afterSales = new Map<string, AfterSale>();
  const byWaybill = new Map<string, Set<string>>();
  const byUpdate = createTimeIndex();
  const byCreation = createTimeIndex();
  const afterSalesByUpdate = createTimeIndex();
  const afterSalesByCreation = createTimeIndex();

  const keep = (order: WechatOrder): void => {
    if (!orders.has(order.id)) byCreation.put(order.id, order.createTime);
    orders.set(order.id, order);
    byUpdate.put(order.id, order.updateTime);
    for (const { waybillId } of order.deliveries) {
      const known = byWaybill.get(waybillId);
      if (known === undefined) byWaybill.set(waybillId, new Set([order.id]));
      else known.add(order.id);
    }
  };

  const keepAfterSale = (afterSale: AfterSale): void => {
    if (!afterSales.has(afterSale.id)) afterSalesByCreation.put(afterSale.id, afterSale.createTime);
    afterSales.set(afterSale.id, afterSale);
    afterSalesByUpdate.put(afterSale.id, afterSale.updateTime);
  };

  const put = (order: WechatOrder): void => {
    keep(order);
    journal.write(system, { t: 'order', order });
  };

  const putAfterSale = (afterSale: AfterSale): void => {
    keepAfterSale(afterSale);
    journal.write(system, { t: 'after-sale', afterSale });
  };

  return {
    orders,
    afterSales,
    byUpdate,
    byCreation,
    afterSalesByUpdate,
    afterSalesByCreation,
    put,
    putAfterSale,
    change(order, by) {
      const next = { ...order, ...by, updateTime: nowSeconds() };
      put(next);
      return next;
    },
    changeAfterSale(afterSale, by) {
      const next = { ...afterSale, ...by, updateTime: nowSeconds() };
      putAfterSale(next);
      return next;
    },
    ordersWithWaybill: (waybillId) => [...(byWaybill.get(waybillId) ?? [])].flatMap((id) => orders.get(id) ?? []),
    restore(kept) {
      const parsed = record.safeParse(kept);
      if (!parsed.success) return false;
      if (parsed.data.t === 'order') keep(parsed.data.order);
      else keepAfterSale(parsed.data.afterSale);
      return true;
    },
    reset() {
      for (const map of [orders, afterSales, byWaybill]) map.clear();
      for (const index of [byUpdate, byCreation, afterSalesByUpdate, afterSalesByCreation]) index.clear();
    },
  };
}
