import type { Outbox, Tx } from '@orderloom/outbox';

const SCOPE = 'webhooks:manage';

/** Tells of each partner whose last key to keep webhooks by was revoked or has ended, once; of all partners, or of the one of a key. */
export async function endWebhookKeeping(
  tx: Tx,
  outbox: Outbox,
  { now, keyId }: { readonly now: Date; readonly keyId?: string },
): Promise<number> {
  // Their rows are held before the keys are looked at, so that two last keys cannot miss each other and a new one cannot be missed.
  const { rows: held } = await tx.query<{ id: string }>(
    `select p.id from partner p
      where p.webhooks_ended_at is null
        and exists (select from partner_key k where k.partner_id = p.id and $1 = any(k.scopes) and ($2::text is null or k.id = $2)
                       and (k.revoked_at is not null or k.ends_at <= $3))
      order by p.id for update`,
    [SCOPE, keyId ?? null, now],
  );
  if (held.length === 0) return 0;
  const { rows: ended } = await tx.query<{ id: string }>(
    `update partner p set webhooks_ended_at = $3
      where p.id = any($2) and not exists (
        select from partner_key k where k.partner_id = p.id and $1 = any(k.scopes) and k.revoked_at is null and (k.ends_at is null or k.ends_at > $3))
      returning p.id`,
    [SCOPE, held.map(({ id }) => id), now],
  );
  await outbox.append(
    tx,
    ended.map(({ id }) => ({
      type: 'hub.gateway.webhook-keeping-ended.v1',
      aggregateId: id,
      occurredAt: now,
      data: { partnerId: id, endedAt: now },
    })),
  );
  return ended.length;
}
