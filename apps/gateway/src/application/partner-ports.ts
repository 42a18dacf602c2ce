import type { KeyEnvironment, PartnerScope } from '@orderloom/contracts';

/** The program behind a key. */
export type KeyHolder = {
  readonly keyId: string;
  readonly partner: string;
  readonly environment: KeyEnvironment;
  readonly scopes: readonly PartnerScope[];
  readonly requestsPerMinute: number;
  readonly costPerMinute: number;
  readonly endsAt: Date | null;
  readonly revokedAt: Date | null;
  /** When this secret ends, where a newer one is in force. */
  readonly secretEndsAt: Date | null;
};

/** What /settings shows of a key; never its secret. */
export type KeptKey = Omit<KeyHolder, 'keyId' | 'partner' | 'secretEndsAt'> & {
  readonly id: string;
  readonly partnerId: string;
  readonly partner: string;
  readonly contactRole: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly lastUsedAt: Date | null;
  /** When the secret before the last rotation ends; absent when only one is good. */
  readonly olderSecretEndsAt: Date | null;
};

export type NewKey = Pick<KeptKey, 'id' | 'label' | 'environment' | 'scopes' | 'requestsPerMinute' | 'costPerMinute' | 'endsAt'> & {
  readonly partner: string;
  readonly contactRole: string;
  readonly hash: Buffer;
};

/** One use of a mutation by a key, as the audit log gets it. */
export type KeyDeed = {
  readonly keyId: string;
  readonly partner: string;
  readonly mutation: string;
  readonly orderId: string;
  readonly idempotencyKey: string;
  readonly at: Date;
  readonly traceparent: string;
};

/** Where keys are kept. Each change tells the audit log in the same transaction, or does nothing. */
export type PartnerKeys = {
  readonly list: (now: Date) => Promise<readonly KeptKey[]>;
  /** The holder of a key with this id and a secret of this hash, in whatever state. */
  readonly holderOf: (id: string, hash: Buffer) => Promise<KeyHolder | undefined>;
  readonly issue: (key: NewKey, by: string, now: Date) => Promise<void>;
  /** Puts the new secret in force; the one before is good until `olderEndsAt`, still older ones end now. Throws KeyNotFound. */
  readonly rotate: (id: string, hash: Buffer, olderEndsAt: Date, by: string, now: Date) => Promise<KeyEnvironment>;
  /** Throws KeyNotFound. A key that is revoked stays so. */
  readonly revoke: (id: string, by: string, now: Date) => Promise<void>;
  /** Tells of each partner whose last key to keep webhooks by has ended, once; answers with how many there were. */
  readonly endWebhookKeeping: (now: Date) => Promise<number>;
  readonly used: (id: string, at: Date) => Promise<void>;
  readonly tellDeeds: (deeds: readonly KeyDeed[]) => Promise<void>;
};
