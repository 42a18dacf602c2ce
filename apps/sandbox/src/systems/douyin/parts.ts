import { nowSeconds } from '../../core/clock.ts';
import type { SandboxContext } from '../../core/system.ts';
import type { DouyinShop } from '../../core/world.ts';
import type { Ciphers } from './cipher.ts';
import type { AfterSale, DouyinOrder } from './model.ts';
import type { Pushes } from './pushes.ts';
import type { Stock } from './stock.ts';
import type { Store } from './store.ts';

/** What the deeds of buyers and sellers work on. */
export interface Parts {
  readonly context: SandboxContext;
  readonly system: string;
  readonly shop: DouyinShop;
  readonly store: Store;
  readonly stock: Stock;
  readonly pushes: Pushes;
  readonly ciphers: Ciphers;
}

export function change(parts: Parts, order: DouyinOrder, by: Partial<DouyinOrder>): DouyinOrder {
  const next = { ...order, ...by, updateTime: nowSeconds() };
  parts.store.put(next);
  return next;
}

export function changeAfterSale(parts: Parts, afterSale: AfterSale, by: Partial<AfterSale>): AfterSale {
  const next = { ...afterSale, ...by, updateTime: nowSeconds() };
  parts.store.putAfterSale(next);
  return next;
}
