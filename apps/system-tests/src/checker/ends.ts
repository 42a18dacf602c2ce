import type { PlatformOrder } from '../hub/sandbox.ts';
import { outboundsOf, platformNoOf, type Delivery, type History } from './history.ts';

/** Where a paid order ended in the outside world. REFUND_OPEN: it left, and the buyer's wish waits for a person. */
export type End = 'SHIPPED' | 'CANCELLED' | 'BROKEN_WORD' | 'REFUND_OPEN' | 'UNFINISHED';

/** What the warehouses and the platform together say of one order. */
export interface Account {
  readonly order: PlatformOrder;
  readonly deliveries: readonly Delivery[];
  /** Units that left, by SKU. */
  readonly left: ReadonlyMap<string, number>;
  /** Units that were to leave: ordered less what was refunded before it left. */
  readonly due: ReadonlyMap<string, number>;
  readonly trackingNumbers: readonly string[];
  readonly end: End;
  readonly why: string;
}

const closed = new Set(['shipped', 'cancelled']);
const openAfterSale = new Set<string | number>([6, 'MERCHANT_PROCESSING']);

export function accountsOf(history: History): ReadonlyMap<string, Account> {
  const byOrder = Map.groupBy(history.deliveries.values(), platformNoOf);
  const outbounds = Map.groupBy(outboundsOf(history), (one) => one.code);
  return new Map(
    [...history.platform].map(([no, order]) => {
      const deliveries = byOrder.get(no) ?? [];
      const parcels = deliveries.flatMap((one) => outbounds.get(one.code) ?? []).flatMap((one) => one.parcels);
      const left = new Map<string, number>();
      for (const item of parcels.flatMap((parcel) => parcel.items)) left.set(item.sku, (left.get(item.sku) ?? 0) + item.quantity);
      const due = dueOf(order);
      const account = { order, deliveries, left, due, trackingNumbers: parcels.map((parcel) => parcel.trackingNumber) };
      return [no, { ...account, ...endOf(account) }];
    }),
  );
}

function dueOf(order: PlatformOrder): ReadonlyMap<string, number> {
  const due = new Map<string, number>();
  for (const line of order.lines) {
    // Money given back after the parcel was told to the platform does not bring the goods back.
    const refunded = line.shipped > 0 ? 0 : line.refunded === true ? line.quantity : Number(line.refunded);
    due.set(line.sku, (due.get(line.sku) ?? 0) + line.quantity - refunded);
  }
  return due;
}

function endOf(account: Omit<Account, 'end' | 'why'>): { readonly end: End; readonly why: string } {
  const { order, deliveries, left, due } = account;
  const open = deliveries.filter((one) => !closed.has(one.stage));
  const broken = deliveries.some((one) => one.breaksItsWord && one.stage === 'shipped');
  if (broken) return { end: 'BROKEN_WORD', why: '' };
  if (open.length > 0)
    return { end: 'UNFINISHED', why: `the warehouse still has ${open.map((one) => `${one.code} ${one.stage}`).join(', ')}` };
  const wanted = [...due.values()].reduce((sum, units) => sum + units, 0);
  const gone = [...left.values()].reduce((sum, units) => sum + units, 0);
  if (wanted === 0 && gone === 0) return { end: 'CANCELLED', why: '' };
  const waiting = order.afterSales.some((one) => one !== null && openAfterSale.has(one.status));
  const same = [...due].every(([sku, units]) => (left.get(sku) ?? 0) === units);
  if (same && waiting) return { end: 'REFUND_OPEN', why: '' };
  if (same) return { end: 'SHIPPED', why: '' };
  return { end: 'UNFINISHED', why: `${wanted} units were to leave and ${gone} left; platform says ${order.statusText}` };
}
