import { inTransaction } from '@orderloom/outbox';
import { auditEvent } from './audit.ts';
import { replayQuarantine, type ReplayDeps } from './replay-quarantine.ts';

/** Binds a platform's SKU to a standard product code and at once replays what waited for it. False when there is no such code. */
export async function bindSku(
  deps: ReplayDeps,
  asked: { readonly shopId: string; readonly platformSku: string; readonly sku: string; readonly by: string },
): Promise<boolean> {
  if (!deps.channels.has(asked.shopId) || !(await deps.catalogue.has(asked.sku))) return false;
  await deps.catalogue.bind(asked.shopId, asked.platformSku, asked.sku, asked.by);
  await inTransaction(deps.pool, (tx) =>
    deps.outbox.append(tx, [
      auditEvent({
        actor: asked.by,
        actorKind: 'PERSON',
        deed: 'bind-sku',
        subjectKind: 'sku',
        subjectId: asked.sku,
        details: { shop: asked.shopId, platformSku: asked.platformSku },
        now: deps.now(),
      }),
    ]),
  );
  await replayQuarantine(deps, { shopIds: [asked.shopId] });
  return true;
}
