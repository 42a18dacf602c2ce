import type { Shop, ShopChannel } from '../application/ports.ts';

/** A shop's channel that can be opened anew under way: whoever holds it speaks with the credentials that count now. */
export interface RenewableChannel {
  readonly channel: ShopChannel;
  /** Throws where the credentials are not usable; then the old channel stays. */
  renew(credentials: Shop['credentials']): void;
}

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
