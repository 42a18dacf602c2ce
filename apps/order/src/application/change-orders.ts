import type { Tx } from '@orderloom/outbox';
import type { Outcome } from '../domain/order-events.ts';
import type { Order } from '../domain/order.ts';
import { draftOf } from './order-draft.ts';
import type { Orders, TellOrders } from './ports.ts';

export interface OrderWish {
  readonly orderId: string;
  readonly change: (order: Order) => Outcome;
}

export interface ChangeDeps {
  readonly orders: Orders;
  readonly tell: TellOrders;
}

/** Changes many orders in one transaction, in the order of the wishes. Answers with the orders as they are now; unknown ids are left out. */
export async function changeOrders(deps: ChangeDeps, tx: Tx, wishes: readonly OrderWish[]): Promise<ReadonlyMap<string, Order>> {
  const ids = [...new Set(wishes.map((wish) => wish.orderId))];
  const draft = draftOf(await deps.orders.lock(tx, ids));
  for (const wish of wishes) {
    const order = draft.now(wish.orderId);
    if (order !== undefined) draft.put(wish.change(order));
  }
  await deps.orders.save(tx, draft.changes());
  await deps.tell(tx, draft.events);
  return new Map(ids.flatMap((id) => draft.now(id) ?? []).map((order) => [order.id, order]));
}
