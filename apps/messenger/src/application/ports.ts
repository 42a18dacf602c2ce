import type { Clock } from '@orderloom/domain-kernel';
import type { Outbox, Tx } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import type { Pool } from 'pg';
import type { UntoldAlert } from '../domain/alert-card.ts';
import type { UntoldWorkItem } from '../domain/work-item-digest.ts';

/** What a transport said, with the bodies of the call for the archive. */
export interface Exchange {
  readonly system: string;
  readonly operation: string;
  readonly request: Buffer;
  readonly answer: Buffer;
}

export type SendOutcome =
  | { readonly kind: 'SENT'; readonly transportId: string | undefined; readonly exchange: Exchange }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly reason: string; readonly exchange: Exchange }
  /** Nothing was sent, for sure; worth another try. */
  | { readonly kind: 'NOT_SENT'; readonly reason: string }
  /** It may have been sent. */
  | { readonly kind: 'UNKNOWN'; readonly reason: string };

/** The customer's side of the service account. `clientId` makes a repeat within ten minutes harmless. */
export interface CustomerTransport {
  readonly system: string;
  send(card: {
    readonly openId: string;
    readonly clientId: string;
    readonly content: unknown;
    readonly url: string | undefined;
  }): Promise<SendOutcome>;
}

/** A group that staff read. A repeat is a second message. */
export interface StaffTransport {
  readonly system: string;
  send(text: string): Promise<SendOutcome>;
}

/** Contacts by recipient token; only in memory, for the call at hand. */
export interface Contacts {
  openIds(tokens: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Addresses that open one thing without sign-in; undefined where the deployment has no public address. */
export interface Links {
  buyerPage(orderId: string): string | undefined;
  messageCard(messageId: string): string | undefined;
}

export interface MessengerDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly archive: RawArchive;
  readonly customers: CustomerTransport;
  readonly staff: StaffTransport;
  readonly contacts: Contacts;
  readonly links: Links;
  readonly messages: MessageStore;
  readonly now: Clock;
}

export type MessageKind = 'LOGISTICS_CARD' | 'WORK_ITEM_CARD' | 'ALERT';

export type Transport = 'WECHAT_SERVICE_ACCOUNT' | 'WECOM_ROBOT' | 'WECOM_APP';

export interface NewMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly transport: Transport;
  readonly matter: string;
  readonly orderId: string;
  readonly parcelId: string;
  readonly told: string;
  readonly recipientToken: string;
  readonly content: unknown;
  readonly traceparent: string;
}

export interface DueMessage extends NewMessage {
  readonly firstTriedAt: Date;
  /** It was tried before and nobody knows what became of it. */
  readonly triedBefore: boolean;
}

export interface Report {
  readonly transportId: string;
  readonly delivered: boolean;
  readonly reason: string;
}

export interface Reported {
  readonly id: string;
  readonly orderId: string;
  readonly parcelId: string;
}

/** Where messages are kept; every call takes a whole batch. */
export interface MessageStore {
  /** The same matter is planned once for each transport. */
  planMessages(tx: Tx, messages: readonly NewMessage[], now: Date): Promise<void>;
  /** When the next message by a transport is due. */
  nextDue(pool: Pick<Pool, 'query'>, transport: Transport): Promise<Date | undefined>;
  /** Whether there is an untold work item or alert, or a message to staff is due. */
  isStaffToBeTold(pool: Pick<Pool, 'query'>, now: Date): Promise<boolean>;
  /** Takes what is due and writes down that the transport is about to be asked. */
  takeDue(
    tx: Tx,
    due: { readonly transport: Transport; readonly now: Date; readonly again: Date; readonly limit: number },
  ): Promise<readonly DueMessage[]>;
  markSent(tx: Tx, sent: readonly { readonly id: string; readonly transportId: string | undefined }[], now: Date): Promise<void>;
  markEnded(
    tx: Tx,
    ended: readonly { readonly id: string; readonly state: 'REFUSED' | 'NO_CONTACT'; readonly reason: string }[],
  ): Promise<void>;
  /** Nothing was sent: planned again as if it had not been tried. */
  markUnsent(tx: Tx, ids: readonly string[], again: Date): Promise<void>;
  markUnknown(tx: Tx, ids: readonly string[], again: Date): Promise<void>;
  /** The transport's later reports on messages, an answer for each. ALREADY: reported before. UNKNOWN: no message has this id, or not yet. */
  markReported(tx: Tx, transport: Transport, reports: readonly Report[], now: Date): Promise<readonly (Reported | 'ALREADY' | 'UNKNOWN')[]>;
  rememberUntold(tx: Tx, items: readonly (UntoldWorkItem & { readonly openedAt: Date })[]): Promise<void>;
  /** What closed before anybody was told needs no telling. */
  forgetClosed(tx: Tx, workItemIds: readonly string[]): Promise<void>;
  /** Takes all that is untold and was opened before, if anything is. */
  takeUntold(tx: Tx, before: Date): Promise<readonly UntoldWorkItem[]>;
  /** An alert that became red before anybody was told is told as red, once. */
  rememberAlerts(tx: Tx, alerts: readonly (UntoldAlert & { readonly raisedAt: Date })[]): Promise<void>;
  forgetAlerts(tx: Tx, alertIds: readonly string[]): Promise<void>;
  takeUntoldAlerts(tx: Tx, before: Date): Promise<readonly UntoldAlert[]>;
}
