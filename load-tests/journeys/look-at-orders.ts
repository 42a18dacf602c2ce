import { check } from 'k6';
import { listOrders, openOrder } from '../actions/read-orders.ts';

/** Somebody in the command center: the list, then one order of it. */
export function lookAtOrders(gateway: string, cookie: string): void {
  const list = listOrders(gateway, cookie);
  check(list, { 'list answered without an error': ({ ok }) => ok });
  const id = list.ids[Math.floor(Math.random() * list.ids.length)];
  if (id === undefined) return;
  check(openOrder(gateway, cookie, id), { 'order page answered without an error': ({ ok }) => ok });
}
