import type { Tx } from '@orderloom/outbox';
import type { FindProduct } from '../domain/interpret-order.ts';

/** A platform's SKU id or merchant code of one shop, and the standard product code that it means. */
export interface NewBinding {
  readonly shopId: string;
  readonly platformSku: string;
  readonly sku: string;
}

/** The standard products and what each shop calls them. */
export interface Catalogue {
  finder(shopId: string): Promise<FindProduct>;
  /** Whether the product code exists. */
  has(sku: string): Promise<boolean>;
  bind(tx: Tx, bindings: readonly NewBinding[], by: string): Promise<void>;
}
