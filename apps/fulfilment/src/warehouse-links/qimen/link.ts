import type { WarehouseLink } from '../../application/ports.ts';
import { cancelOrder } from './cancel.ts';
import type { QimenClient } from './client.ts';
import { createDeliveryOrders, type QimenShops } from './create.ts';
import { queryDeliveryOrder } from './query.ts';
import { countStock } from './stock.ts';

/** A WMS by Qimen. Cancels have a client of their own: a queue of creates must not hold them up. */
export function createQimenLink(deps: {
  readonly client: QimenClient;
  readonly cancelClient: QimenClient;
  readonly shops: QimenShops;
  readonly skus: readonly string[];
  readonly now: () => Date;
}): WarehouseLink {
  const { client, shops } = deps;
  return {
    createMany: createDeliveryOrders(client, shops, deps.now),
    cancel: cancelOrder(deps.cancelClient, shops.ownerCode),
    query: queryDeliveryOrder(deps.cancelClient, shops.ownerCode, deps.now),
    countStock: countStock(client, shops.ownerCode, deps.skus),
  };
}
