import type { Tx } from '@orderloom/outbox';
import type { RecipientInPayload } from '../domain/canonical-order.ts';

/** A store on a channel, with what its platform gave us to speak with it. */
export interface Shop {
  readonly id: string;
  /** Two-letter channel code. */
  readonly channel: string;
  /** Channel system, e.g. `douyin`. */
  readonly system: string;
  readonly name: string;
  readonly nameEn: string;
  readonly baseUrl: string;
  readonly pollSeconds: number;
  readonly lagClass: string;
  readonly credentials: Readonly<Record<string, string>>;
  /** Calls per second that the stock writer may make for this shop. */
  readonly stockCallsPerSecond: number;
  /** For trying out: a shop that test keys reach. */
  readonly sandbox: boolean;
}

export interface PushRequest {
  readonly method: string;
  /** The bytes as they came: signatures are over these. */
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: URLSearchParams;
}

export interface PushAnswer {
  readonly contentType: string;
  readonly body: string;
}

/** Something at the platform that must be read again. */
export interface Wake {
  readonly kind: 'ORDER' | 'REFUND';
  /** Order number, or refund id. */
  readonly platformNo: string;
  /** What the push itself said: ids, codes, amounts and times only, never a person's data. */
  readonly hint: Readonly<Record<string, string>>;
}

export interface PushMessage {
  /** The platform's message id, or what stands for it. */
  readonly key: string;
  /** Over the message's content: the same id with another content is refused. */
  readonly digest: Buffer;
  readonly wakes: readonly Wake[];
}

export type PushVerdict =
  | { readonly kind: 'refused'; readonly reason: 'SIGNATURE' | 'STALE' }
  /** Signed by the platform, but nothing that we can read: held for a person. */
  | { readonly kind: 'unreadable'; readonly answer: PushAnswer }
  | { readonly kind: 'probe'; readonly answer: PushAnswer }
  | {
      readonly kind: 'push';
      readonly operation: string;
      readonly contentType: string;
      readonly messages: readonly PushMessage[];
      readonly answer: PushAnswer;
    };

/** One order as the platform sent it: the exact bytes, and the same read without loss. */
export interface FetchedOrder {
  readonly platformOrderNo: string;
  readonly body: Buffer;
  readonly document: unknown;
  /** When the reading began: a later reading is never overwritten by an earlier one. */
  readonly readAt: Date;
  /** Set when the body is in the archive already. */
  readonly rawId?: string;
}

export interface FetchedRefund {
  readonly refundId: string;
  readonly body: Buffer;
  readonly document: unknown;
}

/** A page of what changed: whole orders where the platform sends them, else only their numbers. */
export interface ChangedPage {
  readonly orders: readonly FetchedOrder[];
  readonly orderNos: readonly string[];
}

/** What went out and what came back, for the raw archive. */
export interface Exchange {
  readonly operation: string;
  readonly request: Buffer;
  readonly answer: Buffer;
  readonly at: Date;
}

/** How an outside command ended. `unknown`: it may have been done; look before repeating it. `later`: it was not done. */
export type CommandOutcome =
  | { readonly kind: 'done'; readonly exchange: Exchange }
  | { readonly kind: 'refused'; readonly words: string; readonly exchange: Exchange }
  | { readonly kind: 'later'; readonly words: string; readonly exchange: Exchange | undefined }
  | { readonly kind: 'unknown'; readonly words: string };

export interface ShipNotice {
  readonly parcelId: string;
  readonly platformOrderNo: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly lines: readonly {
    readonly lineNo: string;
    readonly productId: string;
    readonly platformSkuId: string;
    readonly quantity: number;
  }[];
}

export interface Listing {
  readonly sku: string;
  readonly productId: string;
  readonly platformSkuId: string;
}

export interface StockWrite extends Listing {
  readonly wanted: number;
}

export interface StockRow {
  readonly sku: string;
  readonly result: 'written' | 'refused' | 'later' | 'unknown';
  readonly words: string;
}

export interface StockWriteAnswer {
  readonly rows: readonly StockRow[];
  readonly exchanges: readonly Exchange[];
}

/** Everything that the hub says to and hears from one shop. Each channel system implements it from its own protocol. */
export interface ShopChannel {
  readonly shop: Shop;
  readPush(request: PushRequest, now: Date): PushVerdict;
  /** Undefined when the platform does not know the order. */
  fetchOrder(platformOrderNo: string): Promise<FetchedOrder | undefined>;
  /** Pages of what changed in the window; at the most 100 orders each. */
  changedOrders(since: Date, until: Date): AsyncIterable<ChangedPage>;
  /** Newest first, in pages of at the most 100 whole orders, for when many wait; absent where pages carry only numbers. */
  readonly recentOrders: ((since: Date, until: Date, size: number) => AsyncIterable<readonly FetchedOrder[]>) | undefined;
  fetchRefund(refundId: string, hint: Readonly<Record<string, string>>): Promise<FetchedRefund | undefined>;
  changedRefunds(since: Date, until: Date): AsyncIterable<readonly Wake[]>;
  /** The order or refund inside a saved raw body, for a replay. */
  documentOf(body: Buffer): unknown;
  /** Plain recipients of orders whose payload has only cipher texts; an order that is missing could not be opened. */
  openRecipients(
    sealed: readonly { readonly platformOrderNo: string; readonly recipient: RecipientInPayload }[],
  ): Promise<ReadonlyMap<string, RecipientInPayload>>;
  sendShipNotice(notice: ShipNotice): Promise<CommandOutcome>;
  /** Whether the platform already knows this tracking number on this order. */
  knowsShipNotice(notice: ShipNotice): Promise<boolean>;
  agreeRefund(refundId: string): Promise<CommandOutcome>;
  isRefundAgreed(refundId: string): Promise<boolean>;
  /** How many rows one call of writeStock may carry. */
  readonly stockBatch: number;
  writeStock(rows: readonly StockWrite[], key: string): Promise<StockWriteAnswer>;
  readStock(rows: readonly Listing[]): Promise<ReadonlyMap<string, number>>;
  /** Whether the platform's stock already lacks what buyers ordered but have not paid. */
  readonly deductsOnOrder: boolean;
  close(): Promise<void>;
}

export interface AccessToken {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  readonly refreshExpiresAt: Date;
}

/** The one holder of a shop's access token: refreshed early, under a lock, sealed in the database. */
export interface TokenKeeper {
  /** `renew` gets the token at hand, if there is one, and asks the platform for the next. */
  current(shopId: string, renew: (before: AccessToken | undefined) => Promise<AccessToken>): Promise<string>;
  /** The platform called this token invalid: the next `current` renews it. */
  rejected(shopId: string, accessToken: string): void;
}

/** A shop's channel that can be opened anew under way: whoever holds it speaks with the credentials that count now. */
export interface RenewableChannel {
  readonly channel: ShopChannel;
  /** Throws where the credentials are not usable; then the old channel stays. */
  renew(credentials: Shop['credentials']): void;
}

export interface StoredCredentials {
  readonly shopId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly channel: string;
  readonly system: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly replacedAt: Date | null;
  readonly replacedBy: string;
  readonly lastUsedAt: Date | null;
}

/** The shops' credentials, sealed at rest; opened here only, for the adapters and for their masked showing. */
export interface ShopSecrets {
  read(): Promise<readonly StoredCredentials[]>;
  write(tx: Tx, shopId: string, credentials: Readonly<Record<string, string>>, by: string, now: Date): Promise<void>;
  /** Locks the shop's row and opens what it holds; undefined when there is no such shop. */
  lock(tx: Tx, shopId: string): Promise<Readonly<Record<string, string>> | undefined>;
}
