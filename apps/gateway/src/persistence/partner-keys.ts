import { isPartnerScope, type KeyEnvironment } from '@orderloom/contracts';
import { inTransaction, type Outbox, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { KeptKey, KeyDeed, KeyHolder, NewKey, PartnerKeys } from '../application/partner-ports.ts';
import { KeyNotFound } from '../domain/partner-errors.ts';
import { endWebhookKeeping } from './end-webhook-keeping.ts';

/** Keys in SQL: change and audit event are one transaction. */
export function partnerKeys(pool: Pool, outbox: Outbox): PartnerKeys {
  return {
    list: (now) => listKeys(pool, now),
    holderOf: (id, hash) => readHolder(pool, id, hash),
    issue: (key, by, now) =>
      inTransaction(pool, async (tx) => {
        const partner = await partnerOf(tx, key, now);
        await tx.query(
          `insert into partner_key (id, partner_id, label, environment, scopes, requests_per_minute, cost_per_minute, created_at, created_by, ends_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [key.id, partner, key.label, key.environment, key.scopes, key.requestsPerMinute, key.costPerMinute, now, by, key.endsAt],
        );
        await tx.query('insert into partner_key_secret (key_id, hash, made_at) values ($1, $2, $3)', [key.id, key.hash, now]);
        const details = { partner: key.partner, label: key.label, environment: key.environment, scopes: key.scopes.join(' ') };
        await outbox.append(tx, [actEvent({ deed: 'api-key.issue', key: key.id, by, details, at: now })]);
      }),
    rotate: (id, hash, olderEndsAt, by, now) =>
      inTransaction(pool, async (tx) => {
        const key = await lockKey(tx, id);
        if (key.revokedAt !== null) throw new KeyNotFound('This key was revoked.');
        await tx.query('update partner_key_secret set ends_at = least(ends_at, $2) where key_id = $1 and ends_at is not null', [id, now]);
        await tx.query('update partner_key_secret set ends_at = $2 where key_id = $1 and ends_at is null', [id, olderEndsAt]);
        await tx.query('insert into partner_key_secret (key_id, hash, made_at) values ($1, $2, $3)', [id, hash, now]);
        const details = { 'older.endsAt': olderEndsAt.toISOString() };
        await outbox.append(tx, [actEvent({ deed: 'api-key.rotate', key: id, by, details, at: now })]);
        return key.environment;
      }),
    revoke: (id, by, now) =>
      inTransaction(pool, async (tx) => {
        const key = await lockKey(tx, id);
        if (key.revokedAt !== null) return;
        await tx.query('update partner_key set revoked_at = $2 where id = $1', [id, now]);
        await outbox.append(tx, [actEvent({ deed: 'api-key.revoke', key: id, by, details: {}, at: now })]);
        await endWebhookKeeping(tx, outbox, { now, keyId: id });
      }),
    endWebhookKeeping: (now) => inTransaction(pool, (tx) => endWebhookKeeping(tx, outbox, { now })),
    used: async (id, at) => {
      await pool.query('update partner_key set last_used_at = greatest(last_used_at, $2) where id = $1', [id, at]);
    },
    tellDeeds: (deeds) => inTransaction(pool, (tx) => outbox.append(tx, deeds.map(deedEvent))),
  };
}

async function readHolder(pool: Pool, id: string, hash: Buffer): Promise<KeyHolder | undefined> {
  const { rows } = await pool.query<Omit<KeyHolder, 'scopes'> & { readonly scopes: readonly string[] }>({
    name: 'key-holder',
    text: `select k.id as "keyId", k.partner_id as partner, k.environment, k.scopes, k.requests_per_minute as "requestsPerMinute",
                  k.cost_per_minute as "costPerMinute", k.ends_at as "endsAt", k.revoked_at as "revokedAt", s.ends_at as "secretEndsAt"
             from partner_key_secret s join partner_key k on k.id = s.key_id where s.key_id = $1 and s.hash = $2`,
    values: [id, hash],
  });
  const [row] = rows;
  return row === undefined ? undefined : { ...row, scopes: row.scopes.filter(isPartnerScope) };
}

async function listKeys(pool: Pool, now: Date): Promise<readonly KeptKey[]> {
  const { rows } = await pool.query<Omit<KeptKey, 'scopes'> & { readonly scopes: readonly string[] }>(
    `select k.id, p.id as "partnerId", p.name as partner, p.contact_role as "contactRole", k.label, k.environment, k.scopes,
            k.requests_per_minute as "requestsPerMinute", k.cost_per_minute as "costPerMinute", k.created_at as "createdAt",
            k.created_by as "createdBy", k.ends_at as "endsAt", k.revoked_at as "revokedAt", k.last_used_at as "lastUsedAt",
            (select max(s.ends_at) from partner_key_secret s where s.key_id = k.id and s.ends_at > $1) as "olderSecretEndsAt"
       from partner_key k join partner p on p.id = k.partner_id
      order by k.revoked_at is not null, p.name, k.created_at`,
    [now],
  );
  return rows.map((row) => ({ ...row, scopes: row.scopes.filter(isPartnerScope) }));
}

async function partnerOf(tx: Tx, { partner, contactRole, scopes }: NewKey, now: Date): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into partner (id, name, contact_role, created_at) values ($1, $2, $3, $4)
     on conflict (name) do update set contact_role = excluded.contact_role,
            webhooks_ended_at = case when 'webhooks:manage' = any($5) then null else partner.webhooks_ended_at end
     returning id`,
    [uuidv7(), partner, contactRole, now, scopes],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('an upsert that returns nothing');
  return row.id;
}

async function lockKey(tx: Tx, id: string): Promise<{ readonly environment: KeyEnvironment; readonly revokedAt: Date | null }> {
  const { rows } = await tx.query<{ environment: KeyEnvironment; revokedAt: Date | null }>(
    'select environment, revoked_at as "revokedAt" from partner_key where id = $1 for update',
    [id],
  );
  const [row] = rows;
  if (row === undefined) throw new KeyNotFound('No key has this id.');
  return row;
}

interface Act {
  readonly deed: string;
  readonly key: string;
  readonly by: string;
  readonly details: Readonly<Record<string, string>>;
  readonly at: Date;
}

function actEvent({ deed, key, by, details, at }: Act) {
  return auditEvent({ deed, actor: by, subjectKind: 'api-key', subjectId: key, orderId: '', details, at });
}

function deedEvent({ keyId, partner, mutation, orderId, idempotencyKey, at, traceparent }: KeyDeed) {
  const event = auditEvent({
    deed: `api.${mutation}`,
    actor: `key:${keyId}`,
    subjectKind: orderId === '' ? 'api-key' : 'order',
    subjectId: orderId === '' ? keyId : orderId,
    orderId,
    details: { partner, ...(idempotencyKey === '' ? {} : { 'idempotencyKey.sha256': idempotencyKey }) },
    at,
  });
  return { ...event, traceparent };
}

function auditEvent(act: {
  readonly deed: string;
  readonly actor: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly orderId: string;
  readonly details: Readonly<Record<string, string>>;
  readonly at: Date;
}) {
  const { at, ...rest } = act;
  return {
    type: 'hub.gateway.audit-recorded.v1',
    aggregateId: act.subjectId,
    actor: act.actor,
    occurredAt: at,
    data: { ...rest, auditId: uuidv7(), actorKind: 'ACTOR_KIND_PERSON', details: { ...rest.details }, actedAt: at },
  } as const;
}
