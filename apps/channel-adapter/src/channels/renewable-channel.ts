import type { RenewableChannel, Shop, ShopChannel } from '../application/ports.ts';

export function createRenewableChannel(shop: Shop, open: (shop: Shop) => ShopChannel): RenewableChannel {
  let current = open(shop);
  return {
    channel: new Proxy<ShopChannel>(current, { get: (_first, name): unknown => Reflect.get(current, name) }),
    renew: (credentials) => {
      const before = current;
      current = open({ ...current.shop, credentials });
      // Calls that are under way may end.
      void before.close().catch(() => undefined);
    },
  };
}
