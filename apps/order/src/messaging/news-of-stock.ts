import type { Clock } from '@orderloom/domain-kernel';
import { lockStock, loseStock, noteShort } from '../domain/lock-order.ts';
import { ofOrder, type NewsTable } from './news-table.ts';

/** Inventory's word for a hold that nobody paid for in time. */
const EXPIRED = 'EXPIRED_UNPAID';

/** Gate 2: whether the stock of an order is locked. */
export function newsOfStock(deps: { readonly now: Clock }): NewsTable {
  return {
    'hub.inventory.stock-reserved.v1': (event) => ofOrder(event, (order) => lockStock(order, deps.now())),
    'hub.inventory.stock-short.v1': (event) => ofOrder(event, noteShort),
    // What a cancel released is no news here.
    'hub.inventory.stock-released.v1': (event) =>
      event.data.reason === EXPIRED ? ofOrder(event, (order) => loseStock(order, deps.now())) : undefined,
  };
}
