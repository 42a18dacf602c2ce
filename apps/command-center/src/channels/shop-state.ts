export const shopStates = ['paused', 'silent', 'polling', 'pushing', 'quiet', 'own'] as const;
export type ShopState = (typeof shopStates)[number];

interface Shop {
  readonly pausedAt?: string | null;
  readonly lastPushAt?: string | null;
  readonly polledUntil?: string | null;
  readonly pollSeconds: number;
  /** Without a platform: nobody pushes, and there is nothing to poll. */
  readonly own: boolean;
}

interface Figures {
  readonly intake: string;
  readonly silent: boolean;
}

/** How a shop's orders come, in one word. Without the tower's figures only what the shop itself says is used. */
export const stateOfShop = (shop: Shop, figures: Figures | undefined): ShopState => {
  if (shop.pausedAt !== null && shop.pausedAt !== undefined) return 'paused';
  if (shop.own) return 'own';
  if (figures?.silent === true) return 'silent';
  if (figures?.intake === 'POLL') return 'polling';
  if (figures?.intake === 'PUSH' || figures?.intake === 'PUSH_AND_POLL') return 'pushing';
  return shop.lastPushAt === null || shop.lastPushAt === undefined ? 'quiet' : 'pushing';
};

/** A poll that missed two turns and a minute is late. */
export const isPollLate = (shop: Shop, now: number): boolean =>
  shop.pausedAt == null && shop.polledUntil != null && now - Date.parse(shop.polledUntil) > shop.pollSeconds * 2000 + 60_000;

/** Tokens are renewed an hour before their end; one with less left has not been renewed. */
export const tokenTone = (expiresAt: string | null | undefined, now: number): 'red' | 'amber' | 'plain' => {
  if (expiresAt === null || expiresAt === undefined) return 'plain';
  const left = Date.parse(expiresAt) - now;
  return left <= 0 ? 'red' : left < 240_000 ? 'amber' : 'plain';
};

/** Platforms that the hub knows of, by channel code. Those without a shop are not connected. */
export const knownChannels = ['JD', 'TM', 'PD', 'MT'] as const;

/** What a new channel takes, in order. */
export const connectSteps = ['permission', 'credentials', 'adapter', 'mapping', 'skus', 'replay'] as const;

export const outsideKinds = ['SHIP_NOTICE', 'REFUND_ANSWER', 'STOCK'] as const;

/** Reasons are chosen: they go into the audit log. */
export const pauseReasons = ['platformTrouble', 'wrongPrices', 'stocktaking', 'maintenance'] as const;
