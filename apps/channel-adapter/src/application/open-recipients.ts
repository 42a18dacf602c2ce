import { inTransaction, type Outbox } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { auditEvent } from './audit.ts';
import type { BuyerLinks } from './buyer-links.ts';
import { phoneIndexOf, phoneTailIndexOf } from './seal-recipient.ts';
import type { OpenedRecord, Vault } from './stores.ts';

export interface OpenDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly vault: Vault;
  readonly buyerLinks: BuyerLinks;
  readonly now: () => Date;
}

export interface OpenedWithLink extends OpenedRecord {
  readonly wechatOpenId: string;
}

/** Opens recipients for the few who must write them on a parcel. A person's look is audited one by one, a service's by batch. */
export async function openRecipients(
  deps: OpenDeps,
  asked: { readonly tokens: readonly string[]; readonly purpose: string; readonly actor: string; readonly reason: string },
): Promise<readonly OpenedWithLink[]> {
  const tokens = [...new Set(asked.tokens)];
  const records = await deps.vault.open(tokens);
  // Only who writes to the buyer is told how: a label needs no member list.
  const asksForLinks = asked.purpose === 'CUSTOMER_MESSAGE';
  const links = await deps.buyerLinks.read(asksForLinks ? records.flatMap(({ buyerToken }) => buyerToken || []) : []);
  const isPerson = asked.purpose === 'PERSON_REVEAL';
  const details = { purpose: asked.purpose, reason: asked.reason.slice(0, 200) };
  const now = deps.now();
  const acts = isPerson
    ? records.map((record) =>
        auditEvent({
          actor: asked.actor,
          actorKind: 'PERSON',
          deed: 'reveal-recipient',
          subjectKind: 'recipient',
          subjectId: record.token,
          orderId: record.orderId,
          details,
          now,
        }),
      )
    : records.length === 0
      ? []
      : [
          auditEvent({
            actor: asked.actor,
            actorKind: 'SYSTEM',
            deed: 'open-recipients',
            subjectKind: 'recipient',
            subjectId: records[0]?.token ?? '',
            details: { ...details, count: String(records.length) },
            now,
          }),
        ];
  // Nothing is shown before the look at it is on record.
  await inTransaction(deps.pool, (tx) => deps.outbox.append(tx, acts));
  return records.map((record) => ({ ...record, wechatOpenId: links.get(record.buyerToken) ?? '' }));
}

/** Keyed indexes of what a person typed: four digits are a phone's tail, anything longer a phone. */
export function indexTerms(vault: Vault, terms: readonly string[]): readonly string[] {
  return terms.map((term) => {
    const digits = term.replaceAll(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');
    return digits.length === 4 ? phoneTailIndexOf(vault, digits) : phoneIndexOf(vault, digits);
  });
}
