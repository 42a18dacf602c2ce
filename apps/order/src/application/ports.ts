import type { Tx } from '@orderloom/outbox';
import type { Capture } from '../domain/capture.ts';
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
  /** Locks the rows in order of their ids, so that two batches never wait for each other crosswise. */
  lock(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Order>>;
  /** Hub ids by platform key (`platformKeyText`). */
  idsOf(tx: Tx, keys: readonly PlatformKey[]): Promise<ReadonlyMap<string, string>>;
  /** Writes new and changed orders: each table by one statement for any number of rows. */
  save(tx: Tx, changes: readonly OrderChange[]): Promise<void>;
  /** Paid orders that were asked about before `before` and got no answer. */
  unanswered(tx: Tx, before: Date, limit: number): Promise<readonly string[]>;
}

export type TellOrders = (tx: Tx, events: readonly NumberedEvent[]) => Promise<void>;

/** Serials of a channel's day; a serial that was given is never given again. */
export type MintSerials = (wish: { readonly channel: string; readonly day: string; readonly count: number }) => Promise<readonly bigint[]>;

/** Facts about orders that are not known yet. */
export interface EarlyFacts {
  keep(tx: Tx, facts: readonly EarlyFact[], now: Date): Promise<void>;
  take(tx: Tx, keys: readonly PlatformKey[]): Promise<readonly string[]>;
}

export interface EarlyFact extends PlatformKey {
  readonly eventId: string;
  /** The event as CloudEvents JSON. */
  readonly element: string;
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

/** A capture with what its message said about itself. */
export interface CapturedOrder {
  readonly capture: Capture;
  readonly cause: Cause;
}

export function platformKeyText(key: PlatformKey): string {
  return `${key.channel}\n${key.shopId}\n${key.platformOrderNo}`;
}
