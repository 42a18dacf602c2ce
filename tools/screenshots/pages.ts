/** A page as people see it; made in four variants: two widths, two themes. */
export interface PageShot {
  readonly name: string;
  /** A place; `{order}`, `{stuck}`, `{sku}`, `{warehouse}`, `{p}` and `{card}` are filled with what the running hub has. */
  readonly path: string;
  readonly account: string;
  /** Seen before anything is photographed. */
  readonly until: string;
}

export const pageShots: readonly PageShot[] = [
  { name: 'home-operations', path: '/', account: 'operations', until: '[data-board="waiting"]' },
  { name: 'home-service', path: '/', account: 'service', until: 'main section' },
  { name: 'home-owner', path: '/', account: 'owner', until: 'main section' },
  { name: 'home-warehouse', path: '/', account: 'warehouse', until: 'main section' },
  { name: 'home-finance', path: '/', account: 'finance', until: 'main section' },
  { name: 'home-supply', path: '/', account: 'supply', until: 'main section' },
  { name: 'alerts', path: '/alerts', account: 'operations', until: 'main section' },
  { name: 'orders', path: '/orders', account: 'operations', until: '[data-row-key]' },
  { name: 'orders-stuck', path: '/orders/stuck', account: 'operations', until: 'main section' },
  { name: 'order', path: '/orders/{order}', account: 'operations', until: 'main h1' },
  { name: 'order-stuck', path: '/orders/{stuck}', account: 'operations', until: 'main h1' },
  { name: 'exceptions', path: '/exceptions', account: 'operations', until: 'main' },
  { name: 'inventory', path: '/inventory', account: 'supply', until: '[data-row-key]' },
  { name: 'inventory-sku', path: '/inventory/{sku}', account: 'supply', until: 'main section' },
  { name: 'warehouses', path: '/warehouses', account: 'warehouse', until: '[data-row-key]' },
  { name: 'warehouse', path: '/warehouses/{warehouse}', account: 'warehouse', until: 'main section' },
  { name: 'channels', path: '/channels', account: 'operations', until: 'main section' },
  { name: 'import', path: '/health/import', account: 'operations', until: 'main section' },
  { name: 'mapping', path: '/mapping', account: 'operations', until: 'main section' },
  { name: 'audit', path: '/audit', account: 'admin', until: 'main' },
  { name: 'sandbox', path: '/sandbox', account: 'operations', until: 'main section' },
  { name: 'settings', path: '/settings', account: 'admin', until: 'main' },
  { name: 'buyer', path: '{p}', account: '', until: 'main h1' },
  { name: 'card', path: '{card}', account: '', until: 'main h1' },
  { name: 'sign-in', path: '/sign-in', account: '', until: '#account' },
];

export const variants = [
  { width: 1440, height: 900, theme: 'light' },
  { width: 1440, height: 900, theme: 'dark' },
  { width: 390, height: 844, theme: 'light' },
  { width: 390, height: 844, theme: 'dark' },
] as const;
