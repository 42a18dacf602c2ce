import type { Clock } from '@orderloom/domain-kernel';
import type { Outbox } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import type { Pool } from 'pg';

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
  send(card: { readonly openId: string; readonly clientId: string; readonly content: unknown }): Promise<SendOutcome>;
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

export interface MessengerDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly archive: RawArchive;
  readonly customers: CustomerTransport;
  readonly staff: StaffTransport;
  readonly contacts: Contacts;
  readonly now: Clock;
}
