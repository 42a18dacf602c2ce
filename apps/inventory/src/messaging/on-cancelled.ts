import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { releaseCancelled } from '../application/release-cancelled.ts';
import type { StockDeps } from './subscriptions.ts';

export function onCancelled(deps: StockDeps) {
  return (events: readonly HubEvent<'hub.order.cancelled.v1'>[], tx: Tx): Promise<void> =>
    releaseCancelled(deps, tx, {
      cancelled: events.map((event) => ({ orderId: event.data.orderId, lines: [], reason: 'ORDER_CANCELLED', source: event.id })),
      now: deps.now(),
    });
}
