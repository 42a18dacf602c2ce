import type { Tx } from '@orderloom/outbox';
import type { Outcome } from '../domain/order-events.ts';
import type { Order } from '../domain/order.ts';
import type { Cause, NumberedEvent, OrderChange, Orders, TellOrders } from './ports.ts';

export interface OrderWish {
  readonly orderId: string;
  readonly cause?: Cause;
  readonly change: (order: Order) => Outcome;
}

export interface ChangeDeps {
  readonly orders: Orders;
  readonly tell: TellOrders;
}

/** Changes many orders in one transaction, in the order of the wishes. Answers with the orders as they are now; unknown ids are left out. */
export async function changeOrders(deps: ChangeDeps, tx: Tx, wishes: readonly OrderWish[]): Promise<ReadonlyMap<string, Order>> {
  const before = await deps.orders.lock(tx, [...new Set(wishes.map((wish) => wish.orderId))]);
  const now = new Map(before);
  const events: NumberedEvent[] = [];
  for (const wish of wishes) {
    const order = now.get(wish.orderId);
    if (order === undefined) continue;
    const numbered = number(wish.change(order), wish.cause);
    now.set(wish.orderId, numbered.order);
    events.push(...numbered.events);
  }
  const changes = [...now].flatMap(([id, after]): OrderChange[] => (after === before.get(id) ? [] : [{ before: before.get(id), after }]));
  await deps.orders.save(tx, changes);
  await deps.tell(tx, events);
  return now;
}

/** Gives each event the next version of its order. An audit entry is no event of the order itself. */
export function number(outcome: Outcome, cause: Cause | undefined): { readonly order: Order; readonly events: readonly NumberedEvent[] } {
  let version = outcome.order.version;
  const versions = outcome.events.map((event) => (event.kind === 'audited' ? 0 : (version += 1)));
  const order = version === outcome.order.version ? outcome.order : { ...outcome.order, version };
  return { order, events: outcome.events.map((event, index) => ({ order, version: versions[index] ?? 0, event, cause })) };
}
