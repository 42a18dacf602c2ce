import type { BatchHandler } from '@orderloom/outbox';
import type { ReactDeps } from './react-deps.ts';

/** The order has its hub id: later events carry it, and coordinates that were found before can be told. */
export function onPlaced(deps: ReactDeps): BatchHandler<'hub.order.placed.v1'> {
  return async (events, tx) => {
    await deps.orders.noteOrderIds(
      tx,
      events.map(({ data }) => ({ shopId: data.shopId, platformOrderNo: data.platformOrderNo, orderId: data.orderId })),
    );
  };
}
