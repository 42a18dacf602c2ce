import type { WarehouseLink } from '../../application/ports.ts';
import { prepareCancel } from './cancel.ts';
import type { QimenClient } from './client.ts';
import { createDeliveryOrders, type QimenShops } from './create.ts';
import { queryDeliveryOrder } from './query.ts';
import { countStock } from './stock.ts';

/** A WMS by Qimen, over the connections of one client. */
export function createQimenLink(deps: {
  readonly client: QimenClient;
  readonly shops: QimenShops;
  readonly skus: readonly string[];
  readonly now: () => Date;
}): WarehouseLink {
  const { client, shops } = deps;
  return {
    prepareCreate: createDeliveryOrders(client, shops, deps.now),
    prepareCancel: prepareCancel(client, shops.ownerCode),
    query: queryDeliveryOrder(client, shops.ownerCode, deps.now),
    countStock: countStock(client, shops.ownerCode, deps.skus),
  };
}
