import type { FindProduct } from '../domain/interpret-order.ts';

/** The standard products and what each shop calls them. */
export interface Catalogue {
  finder(shopId: string): Promise<FindProduct>;
  /** Whether the product code exists. */
  has(sku: string): Promise<boolean>;
  bind(shopId: string, platformSku: string, sku: string, by: string): Promise<void>;
}
