import { DomainError } from '@orderloom/domain-kernel';
import { inTransaction } from '@orderloom/outbox';
import { auditEvent } from './audit.ts';
import type { OpenDeps } from './open-recipients.ts';
import { buyerTokenOf } from './seal-recipient.ts';

export interface BuyerLinkLine {
  readonly shopId: string;
  readonly buyerOpenId: string;
  readonly wechatOpenId: string;
}

export class TooManyLinks extends DomainError {
  readonly code = 'TOO_MANY_LINKS';
}

const MOST = 5_000;

/** Takes the brand's member list; a known buyer's link is replaced. Answers with the links written. */
export async function importBuyerLinks(
  deps: OpenDeps,
  asked: { readonly links: readonly BuyerLinkLine[]; readonly by: string },
): Promise<number> {
  if (asked.links.length > MOST) throw new TooManyLinks(`At most ${MOST} links a call.`, { given: asked.links.length });
  const links = asked.links
    .filter((link) => link.buyerOpenId !== '' && link.wechatOpenId !== '')
    .map((link) => ({ shopId: link.shopId, buyerToken: buyerTokenOf(deps.vault, link.buyerOpenId), wechatOpenId: link.wechatOpenId }));
  const count = await deps.buyerLinks.write(links, deps.now());
  const act = auditEvent({
    actor: asked.by,
    actorKind: 'PERSON',
    deed: 'import-buyer-links',
    subjectKind: 'buyer-link',
    subjectId: links[0]?.shopId ?? '',
    details: { count: String(count) },
    now: deps.now(),
  });
  await inTransaction(deps.pool, (tx) => deps.outbox.append(tx, [act]));
  return count;
}
