import { inTransaction } from '@orderloom/outbox';
import { auditEvent } from './audit.ts';
import type { NewBinding } from './catalogue.ts';
import { replayQuarantine, type ReplayDeps } from './replay-quarantine.ts';

/** Binds platforms' SKUs to standard product codes and at once replays what waited for them. Answers with what is no shop or product; then none is bound. */
export async function bindSkus(
  deps: ReplayDeps,
  asked: { readonly bindings: readonly NewBinding[]; readonly by: string },
): Promise<readonly NewBinding[]> {
  const known = new Map<string, boolean>();
  for (const sku of new Set(asked.bindings.map((one) => one.sku))) known.set(sku, await deps.catalogue.has(sku));
  const unknown = asked.bindings.filter((one) => !deps.channels.has(one.shopId) || known.get(one.sku) !== true);
  if (unknown.length > 0 || asked.bindings.length === 0) return unknown;
  await inTransaction(deps.pool, async (tx) => {
    await deps.catalogue.bind(tx, asked.bindings, asked.by);
    await deps.outbox.append(
      tx,
      asked.bindings.map(({ shopId, platformSku, sku }) =>
        auditEvent({
          actor: asked.by,
          actorKind: 'PERSON',
          deed: 'bind-sku',
          subjectKind: 'sku',
          subjectId: sku,
          details: { shop: shopId, platformSku },
          now: deps.now(),
        }),
      ),
    );
  });
  await replayQuarantine(deps, { shopIds: [...new Set(asked.bindings.map((one) => one.shopId))] });
  return [];
}
