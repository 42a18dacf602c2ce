import type { Tx } from '@orderloom/outbox';
import type { TroubleReason } from '../domain/read-value.ts';
import type { FetchedOrder } from './ports.ts';
import type { IntakeWork } from './stores.ts';

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
  /** Which body a newly sealed address came with, and for which change. */
  keepAddress(tx: Tx, order: OwnOrderKey, address: OwnAddress & { readonly rawId: string; readonly changeId: string }): Promise<void>;
  /** The address that was sealed last for this change. */
  addressOf(tx: Tx, changeId: string): Promise<OwnAddress | undefined>;
  /** The recipients, as in their bodies, of orders that go to another address than they were placed with. */
  recipientsInForce(tx: Tx, orders: readonly OwnOrderKey[]): Promise<ReadonlyMap<string, unknown>>;
  /**
   * These addresses count from now on, the later ones in the list before the earlier, in what else was last said of their orders: a
   * payment that came meanwhile stays. Tokens of other channels are passed over. With `begunAt`, an order of which something was said
   * after it is left alone. Answers with the orders that changed.
   */
  readdress(tx: Tx, tokens: readonly string[], at: Readdressing): Promise<readonly OwnOrderKey[]>;
  outcomes(orders: readonly OwnOrderKey[]): Promise<ReadonlyMap<string, OwnOutcome>>;
}

export interface OwnAddress {
  readonly token: string;
  readonly begunAt: Date;
}

export interface Readdressing {
  readonly now: Date;
  readonly begunAt?: Date;
}

/** Readdresses, and has the orders read again: a reading that was on its way with the word before is dropped. */
export async function readdressOwn(
  deps: { readonly own: Pick<OwnOrders, 'readdress'>; readonly work: Pick<IntakeWork, 'add'> },
  tx: Tx,
  tokens: readonly string[],
  at: Readdressing,
): Promise<void> {
  const changed = await deps.own.readdress(tx, tokens, at);
  await deps.work.add(
    tx,
    changed.map(({ shopId, orderNo }) => ({ shopId, kind: 'ORDER', platformNo: orderNo, hint: {} })),
    at.now,
  );
}

export interface OwnOrderKey {
  readonly shopId: string;
  readonly orderNo: string;
}

export function ownOrderKey({ shopId, orderNo }: OwnOrderKey): string {
  return `${shopId}/${orderNo}`;
}
