import type { Clock } from '@orderloom/domain-kernel';
import type { Outbox, Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { MessageStore } from '../ports.ts';
import type { Translated } from './translate-event.ts';

/** What became of one call to a receiver. */
export interface PostedWebhook {
  readonly status: number | undefined;
  /** Literal, when there was no answer. */
  readonly trouble: string | undefined;
  /** Beginning of the answer, masked. */
  readonly answer: string;
  readonly retryAfterS: number;
}

export interface WebhookPost {
  /** One try, no redirect; never throws. */
  post(message: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<PostedWebhook & { readonly tookMs: number }>;
  close(): Promise<void>;
}

/** Signing secrets: made here, readable only by the sender. */
export interface WebhookSecrets {
  fresh(): string;
  seal(secret: string, endpointId: string): Buffer;
  open(sealed: Buffer, endpointId: string): string;
  sign(message: {
    readonly id: string;
    readonly sentAt: Date;
    readonly body: string;
    readonly secrets: readonly string[];
  }): Readonly<Record<string, string>>;
}

/** An endpoint that may be sent to, with how many tries may begin now. */
export interface OpenEndpoint {
  readonly id: string;
  readonly url: string;
  readonly failures: number;
  readonly secret: Buffer;
  readonly previousSecret: Buffer | undefined;
  readonly previousUntil: Date | undefined;
}

/** One try that is about to begin; the log knows of it already. */
export interface Taken {
  readonly deliveryId: string;
  readonly attemptId: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly body: string;
  readonly tries: number;
  /** Tries since it was planned or asked for again. */
  readonly triesOfRound: number;
  readonly firstTriedAt: Date;
}

export interface EndedTry {
  readonly taken: Taken;
  readonly posted: PostedWebhook & { readonly tookMs: number };
}

export interface SettledTry {
  readonly taken: Taken;
  readonly state: 'DELIVERED' | 'FAILED' | 'DUE';
  readonly nextTryAt: Date;
  /** Nobody was there. */
  readonly away: boolean;
}

export interface LockedEndpoint {
  readonly id: string;
  readonly partnerId: string;
  readonly url: string;
  readonly state: 'ENABLED' | 'DISABLED' | 'DELETED';
  readonly failures: number;
  readonly failingSince: Date | undefined;
  readonly lastDeliveredAt: Date | undefined;
}

/** The order service, which knows the shop of each order. */
export interface OrderShops {
  /** Shops by order id; an id that is no order's is left out. */
  shopsOf(orderIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** What is to be done after events were planned. */
export interface Planned {
  readonly deliveries: number;
  /** Orders whose shop nobody here knows. */
  readonly unknownShops: number;
}

/** Where webhooks are kept. Whoever opens or ends deliveries holds their endpoint's lock. */
export interface WebhookStore {
  /** Whether there is an endpoint; while there is none, events are nobody's. */
  isListening(): Promise<boolean>;
  /** Keeps the events and opens one delivery for each endpoint that wants it. */
  plan(tx: Tx, events: readonly Translated[], now: Date): Promise<Planned>;
  /** Orders that something was told of and whose shop is not known. */
  ordersOfUnknownShop(limit: number): Promise<readonly string[]>;
  /** Opens what waited for these shops; answers with how many deliveries that were. What has no shop is asked for no more. */
  learnShops(
    tx: Tx,
    learnt: { readonly orderIds: readonly string[]; readonly shops: ReadonlyMap<string, string> },
    now: Date,
  ): Promise<number>;
  openEndpoints(): Promise<readonly OpenEndpoint[]>;
  /** Takes what is due, at most so many for each endpoint, and writes each try down before it is made. */
  take(tx: Tx, due: { readonly slots: ReadonlyMap<string, number>; readonly now: Date; readonly lease: Date }): Promise<readonly Taken[]>;
  lockEndpoint(tx: Tx, endpointId: string): Promise<LockedEndpoint | undefined>;
  noteAttempts(tx: Tx, tries: readonly EndedTry[]): Promise<void>;
  /** Ends deliveries or plans their next tries; one that was decided otherwise meanwhile stays as it is. */
  settle(tx: Tx, settled: readonly SettledTry[], now: Date): Promise<void>;
  /** Deliveries that found the receiver away are due at once. */
  tryAgainNow(tx: Tx, endpointId: string, now: Date): Promise<void>;
  noteHealth(
    tx: Tx,
    endpointId: string,
    health: { readonly failures: number; readonly failingSince: Date | undefined; readonly deliveredAt?: Date; readonly failedAt?: Date },
  ): Promise<void>;
  disable(tx: Tx, endpointId: string, because: 'FAILING' | 'PERSON', now: Date): Promise<void>;
  /** Disables the endpoints of a partner that had no key left at that time to keep them by, but for those made since. */
  disableOf(tx: Tx, partnerId: string, at: Date): Promise<void>;
  /** Forgets what was kept long enough, and gives up what is still open of it; answers with how much went at most of one kind. */
  forget(before: Date, now: Date, limit: number): Promise<number>;
}

export interface WebhookDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly webhooks: WebhookStore;
  readonly secrets: WebhookSecrets;
  readonly receiver: WebhookPost;
  readonly messages: Pick<MessageStore, 'planMessages'>;
  readonly now: Clock;
  readonly random: () => number;
}
