import type { Tx } from '@orderloom/outbox';
import type { HoldRules, HoldRulesBody } from '../domain/hold-rules.ts';
import type { OrderAct, OrderEvent } from '../domain/order-events.ts';
import type { Order } from '../domain/order.ts';

/** Where an event of ours comes from, when another system spoke. */
export interface Cause {
  readonly system: string;
  readonly actor: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly rawRef: string;
  readonly traceparent: string;
}

/** An order before and after the deeds of one batch. `before` is absent for a new one. */
export interface OrderChange {
  readonly before: Order | undefined;
  readonly after: Order;
}

/** An event of an order, with its position in the order's own sequence. */
export interface NumberedEvent {
  readonly order: Order;
  readonly version: number;
  readonly event: OrderEvent;
  readonly cause: Cause | undefined;
}

export interface PlatformKey {
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
}

export interface Orders {
  /** Locks the rows of these ids and platform keys until the transaction ends, and says what the orders are then. Unknown ones are left out. */
  lock(tx: Tx, ids: readonly string[], keys?: readonly PlatformKey[]): Promise<ReadonlyMap<string, Order>>;
  /** Inserts new orders by one statement. Answers with the facts that waited for them, as `EarlyFacts` kept them. */
  place(tx: Tx, orders: readonly Order[]): Promise<readonly string[]>;
  /** Writes changed orders that are locked: what no deed replaced is not written. */
  save(tx: Tx, changes: readonly OrderChange[]): Promise<void>;
  /** An order as this process wrote it last, without a look at its row: somebody else may have gone on with it since. */
  recall(id: string): Order | undefined;
  /** Paid orders to which inventory owes an answer since before `before`. */
  unanswered(tx: Tx, before: Date, limit: number): Promise<readonly string[]>;
}

export type TellOrders = (tx: Tx, events: readonly NumberedEvent[]) => Promise<void>;

/** Serials of a channel's day; a serial that was given is never given again. */
export type MintSerials = (wish: { readonly channel: string; readonly day: string; readonly count: number }) => Promise<readonly bigint[]>;

/** Facts about orders that are not known yet. */
export interface EarlyFacts {
  keep(tx: Tx, facts: readonly EarlyFact[], now: Date): Promise<void>;
}

export interface EarlyFact extends PlatformKey {
  readonly eventId: string;
  /** The event as CloudEvents JSON, made only where it has to be kept. */
  readonly element: () => string;
}

/** Tells an act that is about no order. */
export type TellAct = (tx: Tx, act: OrderAct) => Promise<void>;

export interface Remarks {
  insert(
    tx: Tx,
    remark: { readonly id: string; readonly orderId: string; readonly author: string; readonly text: string; readonly now: Date },
  ): Promise<void>;
  insertMany(
    tx: Tx,
    remarks: readonly {
      readonly id: string;
      readonly orderId: string;
      readonly author: string;
      readonly text: string;
      readonly now: Date;
    }[],
  ): Promise<void>;
  /** Answers false when there is none. */
  withdraw(tx: Tx, wish: { readonly id: string; readonly orderId: string; readonly by: string; readonly now: Date }): Promise<boolean>;
}

export interface HoldRuleStore {
  /** Latest first. */
  read(tx: Tx, limit: number): Promise<readonly HoldRules[]>;
  /** Answers false when that version is there already. */
  insert(
    tx: Tx,
    rules: HoldRulesBody,
    told: { readonly version: number; readonly by: string; readonly reason: string; readonly now: Date },
  ): Promise<boolean>;
}

export function platformKeyText(key: PlatformKey): string {
  return `${key.channel}\n${key.shopId}\n${key.platformOrderNo}`;
}
