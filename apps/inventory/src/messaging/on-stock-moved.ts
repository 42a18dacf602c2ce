import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { takeMovements } from '../application/take-counts.ts';
import type { StockDeps } from './subscriptions.ts';

export function onStockMoved(deps: StockDeps) {
  return (events: readonly HubEvent<'hub.fulfilment.stock-moved.v1'>[], tx: Tx): Promise<void> =>
    takeMovements(deps, tx, {
      movements: events.flatMap((event) =>
        event.data.items.map((item, index) => ({
          // A warehouse's business code is its own word for "the same"; without one the event is.
          sourceKey: item.bizCode === '' ? `moved:${event.id}:${index}` : `moved:${event.data.warehouseId}:${item.bizCode}:${item.sku}`,
          kind: 'MOVED' as const,
          sku: item.sku,
          warehouseId: event.data.warehouseId,
          delta: item.delta,
          movedAt: event.data.movedAt ?? event.occurredAt,
        })),
      ),
      now: deps.now(),
    });
}
