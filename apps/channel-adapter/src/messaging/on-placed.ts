import type { BatchHandler } from '@orderloom/outbox';
import { locatedEvent } from '../application/locate-recipients.ts';
import type { ReactDeps } from './react-deps.ts';

/** The order has its hub id: later events carry it, and coordinates that were found before it are told now. */
export function onPlaced(deps: ReactDeps): BatchHandler<'hub.order.placed.v1'> {
  return async (events, tx) => {
    const located = await deps.orders.noteOrderIds(
      tx,
      events.map(({ data }) => ({ shopId: data.shopId, platformOrderNo: data.platformOrderNo, orderId: data.orderId })),
    );
    await deps.outbox.append(
      tx,
      located.map((one) => locatedEvent(one, '')),
    );
  };
}
