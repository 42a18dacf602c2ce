import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { changeOrders, type ChangeDeps } from '../application/change-orders.ts';
import { takeOutbound } from '../domain/follow-fulfilment.ts';
import { causeOf } from './incoming.ts';

/** Goods left: the fact stands, whatever the order was. */
export function onOutbound(deps: ChangeDeps) {
  return async (events: readonly HubEvent<'hub.fulfilment.outbound.v1'>[], tx: Tx): Promise<void> => {
    await changeOrders(
      deps,
      tx,
      events.map((event) => ({
        orderId: event.data.orderId,
        cause: causeOf(event),
        change: (order) =>
          takeOutbound(order, {
            ...event.data,
            shipped: event.data.lines.filter((line) => line.shipped > 0).map((line) => ({ lineNo: line.lineNo, quantity: line.shipped })),
            at: event.data.outboundAt ?? event.occurredAt,
          }),
      })),
    );
  };
}
