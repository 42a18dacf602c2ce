import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { releaseCancelled } from '../application/release-cancelled.ts';
import type { StockDeps } from './subscriptions.ts';

export function onLinesCancelled(deps: StockDeps) {
  return (events: readonly HubEvent<'hub.order.lines-cancelled.v1'>[], tx: Tx): Promise<void> =>
    releaseCancelled(deps, tx, {
      // No lines would mean the whole order.
      cancelled: events
        .filter((event) => event.data.cancelled.length > 0)
        .map((event) => ({ orderId: event.data.orderId, lines: event.data.cancelled, reason: 'LINES_CANCELLED', source: event.id })),
      now: deps.now(),
    });
}
