import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { takeCounts } from '../application/take-counts.ts';
import type { StockDeps } from './subscriptions.ts';

export function onStockCounted(deps: StockDeps) {
  return (events: readonly HubEvent<'hub.fulfilment.stock-counted.v1'>[], tx: Tx): Promise<void> =>
    takeCounts(deps, tx, {
      counts: events.flatMap(({ data, occurredAt }) =>
        data.items.map((item) => ({
          sku: item.sku,
          warehouseId: data.warehouseId,
          quantity: item.quantity,
          frozen: item.frozen,
          countedAt: data.countedAt ?? occurredAt,
          countId: data.countId,
        })),
      ),
      now: deps.now(),
    });
}
