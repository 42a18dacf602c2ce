import type { Tx } from '@orderloom/outbox';
import type { NewRaw } from '@orderloom/raw-archive';
import type { CanonicalLine, OrderState } from '../domain/canonical-order.ts';
import type { Precision } from '../domain/districts.ts';
import type { RefundPhase } from '../domain/interpret-refund.ts';
import type { TroubleReason } from '../domain/read-value.ts';
import type { PlainRecipient } from '../domain/recipient.ts';
import type { Wake } from './ports.ts';

/** What the application asks of the database. Statements take whole batches. */

export interface WorkItem {
  readonly kind: Wake['kind'];
  readonly platformNo: string;
  readonly generation: bigint;
  readonly hint: Readonly<Record<string, string>>;
  readonly receivedAt: Date;
  /** Which try this is. */
  readonly attempts: number;
  /** Trace of the push that asked for it; empty when nobody pushed. */
  readonly traceparent: string;
  /** Whether a push asked for it, not only a poll. */
  readonly pushed: boolean;
}

/** What a push has left in the table. */
export interface WokenWork extends Wake {
  readonly shopId: string;
  readonly traceparent: string;
  readonly receivedAt: Date;
  /** False when its row was there already, or may have been: then only the row says what it is. */
  readonly isNew: boolean;
}

/** A body under the id that the capture refers to. */
export type KeptBody = NewRaw & { readonly id: string };

export interface AskedWork {
  readonly since: Date;
  /** Nothing is looked for where it is 0. */
  readonly limit: number;
  readonly except: readonly string[];
}

export interface IntakeWork {
  add(
    tx: Pick<Tx, 'query'>,
    wakes: readonly (Wake & { readonly shopId: string; readonly traceparent?: string; readonly pushed?: boolean })[],
    receivedAt: Date,
  ): Promise<void>;
  /**
   * What is due of both kinds, each oldest first, but for what the asker has in hand: nothing is written, so that a row costs its insert and
   * its end. One statement for both, since it is asked many times a second.
   */
  due(shopId: string, now: Date, asked: Readonly<Record<Wake['kind'], AskedWork>>): Promise<readonly WorkItem[]>;
  /** Done, unless it was woken again since it was read; what was read for it is kept by the same statement. */
  finish(
    tx: Tx,
    shopId: string,
    kind: Wake['kind'],
    items: readonly { readonly platformNo: string; readonly generation: bigint }[],
    bodies?: readonly KeptBody[],
  ): Promise<void>;
  postpone(shopId: string, items: readonly WorkItem[], dueAt: Date): Promise<void>;
  /** What was postponed comes at once. */
  resume(now: Date): Promise<void>;
  waiting(): Promise<number>;
}

export interface CapturedLineFacts {
  readonly lineNo: string;
  readonly sku: string;
  readonly platformSkuId: string;
  readonly productId: string;
  readonly quantity: number;
}

export interface KnownOrder {
  readonly platformOrderNo: string;
  readonly orderId: string;
  readonly state: OrderState;
  readonly recipientToken: string;
  readonly recipientSourceIndex: string;
  readonly recipientContentIndex: string;
  readonly lines: readonly CapturedLineFacts[];
}

export interface OrderCapture {
  readonly platformOrderNo: string;
  readonly version: bigint;
  readonly state: OrderState;
  readonly fingerprint: string;
  readonly recipientToken: string;
  readonly recipientSourceIndex: string;
  readonly lines: readonly CanonicalLine[];
  readonly extensions: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly receivedAt: Date;
  readonly readAt: Date;
  readonly rawId: string;
}

/** An order whose state differs from the one last told. */
export interface FreshCapture {
  readonly platformOrderNo: string;
  readonly version: bigint;
  readonly orderId: string;
  readonly first: boolean;
}

export interface CapturedOrders {
  known(shopId: string, orderNos: readonly string[]): Promise<ReadonlyMap<string, KnownOrder>>;
  /** Writes what is news and drops what is old or the same: the guard of intake. */
  capture(tx: Tx, shopId: string, captures: readonly OrderCapture[]): Promise<readonly FreshCapture[]>;
  /** The hub's ids of orders. */
  noteOrderIds(
    tx: Tx,
    orders: readonly { readonly shopId: string; readonly platformOrderNo: string; readonly orderId: string }[],
  ): Promise<void>;
}

export interface RefundCapture {
  readonly refundId: string;
  readonly platformOrderNo: string;
  readonly phase: RefundPhase;
  readonly rawId: string;
}

export interface CapturedRefunds {
  /** Writes first sights and ends; answers with the refunds that moved and the phase that was told before. */
  capture(tx: Tx, shopId: string, refunds: readonly RefundCapture[], now: Date): Promise<ReadonlyMap<string, 'first' | 'ended'>>;
}

export interface HeldPayload {
  readonly kind: 'ORDER' | 'REFUND' | 'PUSH';
  readonly platformNo: string;
  readonly platformOrderNo: string;
  readonly reason: TroubleReason;
  readonly field: string;
  readonly detail: string;
  readonly hint: Readonly<Record<string, string>>;
  readonly rawId: string;
}

export interface QuarantineEntry extends HeldPayload {
  readonly id: string;
  readonly shopId: string;
}

export interface Quarantine {
  /** Holds payloads; answers with the entries that are new or held for another reason than before. */
  hold(tx: Tx, shopId: string, payloads: readonly HeldPayload[], now: Date): Promise<readonly QuarantineEntry[]>;
  release(
    tx: Tx,
    shopId: string,
    kind: HeldPayload['kind'],
    platformNos: readonly string[],
    now: Date,
  ): Promise<readonly QuarantineEntry[]>;
  open(filter: { readonly ids?: readonly string[]; readonly shopIds?: readonly string[] }): Promise<readonly QuarantineEntry[]>;
  countOpen(): Promise<ReadonlyMap<string, number>>;
}

export interface NewRecipient {
  readonly token: string;
  readonly personIndex: string;
  readonly platformOrderNo: string;
  readonly buyerToken: string;
  readonly plain: PlainRecipient;
  readonly contentIndex: string;
  readonly addressIndex: string;
  readonly maskedName: string;
  readonly maskedPhone: string;
  readonly districtCode: string;
  readonly vague: boolean;
  readonly phoneIndex: string;
  readonly phoneTailIndex: string;
  readonly longitude: number | undefined;
  readonly latitude: number | undefined;
  readonly precision: Precision | '';
}

/** What everybody may know of a sealed recipient. */
export interface RecipientFacts extends Omit<NewRecipient, 'plain' | 'personIndex' | 'contentIndex' | 'addressIndex'> {
  readonly shopId: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
}

export interface OpenedRecord {
  readonly token: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
  readonly buyerToken: string;
  readonly plain: PlainRecipient;
}

export interface LocatedRecipient {
  readonly token: string;
  readonly orderId: string;
  /** The answer that the place was read from. */
  readonly rawId: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly precision: Precision;
}

export interface Vault {
  readonly indexOf: (purpose: string, text: string) => string;
  /** With `geocoding` NONE their places stay the districts: nobody will send anything there. */
  seal(tx: Tx, shopId: string, recipients: readonly NewRecipient[], now: Date, geocoding?: 'WAITING' | 'NONE'): Promise<void>;
  facts(tokens: readonly string[]): Promise<ReadonlyMap<string, RecipientFacts>>;
  factsOfOrders(orderIds: readonly string[]): Promise<ReadonlyMap<string, RecipientFacts>>;
  open(tokens: readonly string[]): Promise<readonly OpenedRecord[]>;
}

export interface GeocodeItem {
  readonly token: string;
  readonly addressIndex: string;
  readonly address: string;
  readonly city: string;
  readonly attempts: number;
}

export interface Geocoding {
  /** Whose address was never asked for, or not answered. */
  due(limit: number, now: Date): Promise<readonly GeocodeItem[]>;
  found(
    tx: Tx,
    found: readonly {
      readonly addressIndex: string;
      readonly rawId: string;
      readonly longitude: number;
      readonly latitude: number;
      readonly precision: Precision;
    }[],
    now: Date,
  ): Promise<void>;
  /** Ends the waiting of those, or of these, whose place is known and whose order has its id: they are to be told now. */
  settle(tx: Tx, tokens?: readonly string[]): Promise<readonly LocatedRecipient[]>;
  unknown(tx: Tx, tokens: readonly string[]): Promise<void>;
  postpone(items: readonly GeocodeItem[], dueAt: Date): Promise<void>;
}
