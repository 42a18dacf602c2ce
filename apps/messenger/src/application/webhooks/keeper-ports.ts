import type { WebhookType } from '@orderloom/contracts';
import type { Clock } from '@orderloom/domain-kernel';
import type { Outbox, Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { WebhookSecrets } from './ports.ts';

/** Who keeps endpoints: a person for every partner, a key for its own. */
export interface Keeper {
  readonly account: string;
  /** Whose idempotency keys these are. */
  readonly scope: string;
  readonly mayAct: boolean;
  readonly reach: Reach;
}

/** Which endpoints exist for somebody; what is not given is not asked for. */
export interface Reach {
  readonly partnerId?: string;
  /** A key of the test environment: only endpoints that are bound to these shops. */
  readonly shops?: readonly string[];
  /** A key: only endpoints all of whose types its scopes let it hear. */
  readonly types?: readonly WebhookType[];
}

export interface WebhookEndpoint {
  readonly id: string;
  readonly partnerId: string;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly string[];
  readonly shops: readonly string[] | undefined;
  readonly state: 'ENABLED' | 'DISABLED' | 'DELETED';
  readonly disabledBecause: 'FAILING' | 'PERSON' | undefined;
  readonly disabledAt: Date | undefined;
  readonly secret: Buffer;
  readonly secretVersion: number;
  readonly previousUntil: Date | undefined;
  readonly failures: number;
  readonly failingSince: Date | undefined;
  readonly lastDeliveredAt: Date | undefined;
  readonly lastFailedAt: Date | undefined;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export interface EndpointStore {
  /** Holds the partner until the transaction ends, and counts what it has. */
  countOfPartner(tx: Tx, partnerId: string): Promise<number>;
  insert(
    tx: Tx,
    endpoint: Pick<
      WebhookEndpoint,
      'id' | 'partnerId' | 'url' | 'description' | 'eventTypes' | 'shops' | 'secret' | 'createdAt' | 'createdBy'
    >,
  ): Promise<void>;
  /** Locked until the transaction ends; deleted ones are not found. */
  lock(tx: Tx, id: string, reach: Reach): Promise<WebhookEndpoint | undefined>;
  change(
    tx: Tx,
    id: string,
    change: { readonly url: string; readonly eventTypes: readonly string[]; readonly description: string },
  ): Promise<void>;
  rotate(tx: Tx, id: string, next: { readonly secret: Buffer; readonly previousUntil: Date }): Promise<void>;
  disable(tx: Tx, id: string, now: Date): Promise<void>;
  /** What was planned begins its three days anew. */
  enable(tx: Tx, id: string, now: Date): Promise<void>;
  remove(tx: Tx, id: string, now: Date): Promise<void>;
  endpointOf(tx: Tx, deliveryId: string): Promise<string | undefined>;
  /** False when its body is no longer kept. */
  sendAgain(tx: Tx, deliveryId: string, now: Date): Promise<boolean>;
  countEvents(tx: Tx, wish: ReplayWish, most: number): Promise<number>;
  replay(tx: Tx, wish: ReplayWish, now: Date): Promise<void>;
}

export interface ReplayWish {
  readonly endpoint: WebhookEndpoint;
  readonly types: readonly string[];
  readonly from: Date;
  readonly until: Date;
}

export interface KeeperDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly endpoints: EndpointStore;
  readonly secrets: WebhookSecrets;
  /** Refuses an address that the hub does not send to; says the literal reason. */
  readonly refusalOfUrl: (url: string) => Promise<{ readonly reason: string; readonly message: string } | undefined>;
  readonly keepDays: number;
  readonly now: Clock;
  readonly newId: () => string;
  /** Something is due. */
  readonly wake: () => void;
}
