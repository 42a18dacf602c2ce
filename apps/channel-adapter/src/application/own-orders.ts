import type { Tx } from '@orderloom/outbox';
import type { TroubleReason } from '../domain/read-value.ts';
import type { FetchedOrder } from './ports.ts';

/** What became of an order that was placed with us. */
export type OwnOutcome =
  | { readonly kind: 'PLACED'; readonly orderId: string }
  | { readonly kind: 'HELD'; readonly quarantineId: string; readonly reason: TroubleReason; readonly field: string };

export interface OwnWord {
  readonly shopId: string;
  readonly orderNo: string;
  readonly rawId: string;
  readonly print: string;
  readonly paid: boolean;
  readonly by: string;
}

/** NEW: never seen. PAID: known, and now paid. SAME: known as it is. OTHER: the number is another order's. */
export type Taken = 'NEW' | 'PAID' | 'SAME' | 'OTHER';

/** Orders of shops without a platform. */
export interface OwnOrders {
  /** Takes words about orders, each number once; only NEW and PAID ones count from now on. */
  take(tx: Tx, words: readonly OwnWord[], now: Date): Promise<readonly Taken[]>;
  /** What was last said of these orders. */
  lastWords(shopId: string, orderNos: readonly string[]): Promise<ReadonlyMap<string, FetchedOrder>>;
  /** Which order of a shop has this hub id; whatever the channel. */
  orderOf(orderId: string): Promise<(OwnOrderKey & { readonly orderId: string }) | undefined>;
  /** Which body a newly sealed address came with. */
  keepAddress(tx: Tx, order: OwnOrderKey, address: { readonly rawId: string; readonly token: string }): Promise<void>;
  /**
   * The bodies of these addresses are the last words of their orders, the later ones in the list before the earlier; tokens of other
   * channels are passed over. With `begunAt`, a word that came after it stays.
   */
  readdress(tx: Tx, tokens: readonly string[], at: { readonly now: Date; readonly begunAt?: Date }): Promise<void>;
  outcomes(orders: readonly OwnOrderKey[]): Promise<ReadonlyMap<string, OwnOutcome>>;
}

export interface OwnOrderKey {
  readonly shopId: string;
  readonly orderNo: string;
}

export function ownOrderKey({ shopId, orderNo }: OwnOrderKey): string {
  return `${shopId}/${orderNo}`;
}
