import type { EventType, HubEvent } from '@orderloom/contracts';
import type { Order } from '../domain/order.ts';
import type { Outcome } from '../domain/order-events.ts';
import type { News } from '../application/take-news.ts';
import { causeOf } from './incoming.ts';

/** What an event says of an order, by type. Undefined: nothing that the order goes by. */
export type NewsTable = { readonly [T in EventType]?: (event: HubEvent<T>) => News | undefined };

/** News of an order that the hub named itself. */
export function ofOrder(event: HubEvent & { readonly data: { readonly orderId: string } }, change: (order: Order) => Outcome): News {
  return { kind: 'of-order', orderId: event.data.orderId, cause: causeOf(event), change };
}

export function newsOf(table: NewsTable, event: HubEvent): readonly News[] {
  const read = table[event.type] as ((event: HubEvent) => News | undefined) | undefined; // the table pairs each type with its reader
  const news = read?.(event);
  return news === undefined ? [] : [news];
}
