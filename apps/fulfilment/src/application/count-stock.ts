import { inTransaction } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import type { Base, WarehouseLink } from './ports.ts';

export interface CountDeps extends Base {
  readonly link: WarehouseLink;
  readonly warehouseIds: readonly string[];
}

/** What each WMS says it has. The watermark is the moment before the question: a shipment during it is not counted twice. */
export async function countStock(deps: CountDeps): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const warehouseId of deps.warehouseIds) {
    const countedAt = deps.now();
    try {
      const { items, rawRef } = await deps.link.countStock(warehouseId);
      if (items.length === 0) continue;
      await inTransaction(deps.pool, (tx) =>
        deps.append(tx, [
          {
            type: 'hub.fulfilment.stock-counted.v1',
            aggregateId: warehouseId,
            system: 'qimen',
            actor: 'qimen',
            occurredAt: countedAt,
            receivedAt: deps.now(),
            rawRef,
            data: { warehouseId, items: [...items], countedAt, countId: uuidv7() },
          },
        ]),
      );
    } catch (error) {
      deps.log.warn({ err: error, warehouseId }, 'stock could not be counted');
      failed.push(warehouseId);
    }
  }
  return failed;
}
