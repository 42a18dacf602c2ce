import { eventFromCloudEvent, type HubEvent } from '@orderloom/contracts';
import { readerOf, type Tx } from '@orderloom/outbox';
import { placeOrders } from '../application/place-orders.ts';
import type { OrderDeps } from './deps.ts';
import { captureOf, causeOf } from './incoming.ts';
import { refundHandlers } from './on-refund.ts';

/** Places new orders, lets known ones follow, and takes what was told about the new ones before they came. */
export function onOrderCaptured(deps: OrderDeps) {
  return async (events: readonly HubEvent<'hub.channel.order-captured.v1'>[], tx: Tx): Promise<void> => {
    const placed = await placeOrders(
      deps,
      tx,
      events.map((event) => ({ capture: captureOf(event), cause: causeOf(event) })),
    );
    const early = await deps.early.take(tx, placed);
    if (early.length === 0) return;
    await readerOf(refundHandlers(deps)).take(
      early.map((element) => eventFromCloudEvent(JSON.parse(element))),
      tx,
    );
  };
}
