import type { SandboxContext } from '../../core/system.ts';
import type { WechatShop } from '../../core/world.ts';
import type { Events } from './events.ts';
import type { Stock } from './stock.ts';
import type { Store } from './store.ts';

/** What the deeds of buyers and sellers work on. */
export interface Parts {
  readonly context: SandboxContext;
  readonly system: string;
  readonly shop: WechatShop;
  readonly store: Store;
  readonly stock: Stock;
  readonly events: Events;
}
