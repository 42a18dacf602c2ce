import { createHash } from 'node:crypto';
import type { HistoryOrder } from '../../domain/order-file/history-order.ts';

const MOST = 6_000;

/** A sample spread evenly over the file, by the number's hash; it thins itself out, so that its size stays whatever the file's. */
export function orderSample(): { take(order: HistoryOrder): number; orders(): readonly HistoryOrder[] } {
  let every = 1;
  let kept: { readonly mark: number; readonly order: HistoryOrder }[] = [];
  return {
    take: (order) => {
      const mark = markOf(order.platformOrderNo);
      if (mark % every !== 0) return mark;
      // A sample needs no person.
      kept.push({ mark, order: { ...order, recipient: undefined } });
      if (kept.length > MOST) {
        every *= 2;
        kept = kept.filter((one) => one.mark % every === 0);
      }
      return mark;
    },
    orders: () => [...new Map(kept.map(({ order }) => [order.platformOrderNo, order])).values()],
  };
}

/** 48 bits of a hash: two of a million orders meet by chance once in three hundred files. */
function markOf(text: string): number {
  return createHash('sha1').update(text).digest().readUIntBE(0, 6);
}
