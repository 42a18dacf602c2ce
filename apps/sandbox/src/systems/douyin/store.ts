import { z } from 'zod';
import type { Journal } from '../../core/system.ts';
import { createTimeIndex } from '../../core/time-index.ts';
import type { TimeIndex } from '../../core/time-index.ts';
import { afterSaleSchema, orderSchema } from './model.ts';
import type { AfterSale, DouyinOrder } from './model.ts';

const record = z.discriminatedUnion('t', [
  z.object({ t: z.literal('order'), order: orderSchema }),
  z.object({ t: z.literal('after-sale'), afterSale: afterSaleSchema }),
  z.object({ t: z.literal('shipped-by'), requestId: z.string(), answer: z.string() }),
]);

/** Orders and after-sales of one shop, found by number, by time of change and by tracking number. */
export interface Store {
  readonly orders: ReadonlyMap<string, DouyinOrder>;
  readonly afterSales: ReadonlyMap<string, AfterSale>;
  readonly byUpdate: TimeIndex;
  readonly byCreation: TimeIndex;
  readonly afterSalesByUpdate: TimeIndex;
  put(order: DouyinOrder): void;
  putAfterSale(afterSale: AfterSale): void;
  ordersWithTracking(trackingNo: string): readonly DouyinOrder[];
  /** The answer that the first call with this request_id got. */
  answerTo(requestId: string): string | undefined;
  keepAnswer(requestId: string, answer: string): void;
  restore(kept: unknown): boolean;
  reset(): void;
}

export function createStore(journal: Journal, system: string): Store {
  const orders = new Map<string, DouyinOrder>();
  const afterSales = new Map<string, AfterSale>();
  const byTracking = new Map<string, Set<string>>();
  const answers = new Map<string, string>();
  const byUpdate = createTimeIndex();
  const byCreation = createTimeIndex();
  const afterSalesByUpdate = createTimeIndex();

  const keep = (order: DouyinOrder): void => {
    if (!orders.has(order.id)) byCreation.put(order.id, order.createTime);
    orders.set(order.id, order);
    byUpdate.put(order.id, order.updateTime);
    for (const { trackingNo } of order.packs) {
      const known = byTracking.get(trackingNo);
      if (known === undefined) byTracking.set(trackingNo, new Set([order.id]));
      else known.add(order.id);
    }
  };

  const keepAfterSale = (afterSale: AfterSale): void => {
    afterSales.set(afterSale.id, afterSale);
    afterSalesByUpdate.put(afterSale.id, afterSale.updateTime);
  };

  return {
    orders,
    afterSales,
    byUpdate,
    byCreation,
    afterSalesByUpdate,
    put(order) {
      keep(order);
      journal.write(system, { t: 'order', order });
    },
    putAfterSale(afterSale) {
      keepAfterSale(afterSale);
      journal.write(system, { t: 'after-sale', afterSale });
    },
    ordersWithTracking: (trackingNo) => [...(byTracking.get(trackingNo) ?? [])].flatMap((id) => orders.get(id) ?? []),
    answerTo: (requestId) => answers.get(requestId),
    keepAnswer(requestId, answer) {
      answers.set(requestId, answer);
      journal.write(system, { t: 'shipped-by', requestId, answer });
    },
    restore(kept) {
      const parsed = record.safeParse(kept);
      if (!parsed.success) return false;
      switch (parsed.data.t) {
        case 'order':
          keep(parsed.data.order);
          break;
        case 'after-sale':
          keepAfterSale(parsed.data.afterSale);
          break;
        case 'shipped-by':
          answers.set(parsed.data.requestId, parsed.data.answer);
          break;
      }
      return true;
    },
    reset() {
      orders.clear();
      afterSales.clear();
      byTracking.clear();
      answers.clear();
      byUpdate.clear();
      byCreation.clear();
      afterSalesByUpdate.clear();
    },
  };
}
