import { OrderShopsDefinition } from '@orderloom/contracts/hub/order/v1/service';
import { rpcClient } from '@orderloom/rpc';
import type { OrderShops } from '../application/webhooks/ports.ts';

/** The shops of orders, from the service that placed them. */
export function orderShops(options: { readonly internalKey: Buffer; readonly address: string }): OrderShops & { close(): void } {
  const client = rpcClient(OrderShopsDefinition, options.address, {
    internalKey: options.internalKey,
    caller: 'messenger',
    idempotent: ['readShops'],
    deadlineMs: 3_000,
  });
  return {
    shopsOf: async (orderIds) => {
      const { shops } = await client.call.readShops({ orderIds: [...orderIds] });
      return new Map(shops.map(({ orderId, shopId }) => [orderId, shopId]));
    },
    close: client.close,
  };
}
