import { inTransaction } from '@orderloom/outbox';
import { orderShape } from '../domain/canonical-order.ts';
import { refundShape } from '../domain/interpret-refund.ts';
import { mappingProblems, type MappingRule } from '../domain/mapping.ts';
import { auditEvent } from './audit.ts';
import type { PublishedMapping } from './mappings.ts';
import { replayQuarantine, type ReplayDeps } from './replay-quarantine.ts';

export type PublishOutcome =
  { readonly kind: 'published'; readonly mapping: PublishedMapping } | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** `douyin` means its order mapping; `douyin-refund` the other one. */
export function mappingName(system: string): string {
  return system.endsWith('-order') || system.endsWith('-refund') ? system : `${system}-order`;
}

/** Publishes a version and at once interprets again what the old one could not. */
export async function publishMapping(
  deps: ReplayDeps,
  asked: { readonly system: string; readonly rules: readonly MappingRule[]; readonly by: string },
): Promise<PublishOutcome> {
  const name = mappingName(asked.system);
  const before = await deps.mappings.published(name);
  if (before === undefined) return { kind: 'refused', problems: [`${asked.system}: no such channel system`] };
  // A rule that does not bring its codes keeps those of the version before.
  const rules = asked.rules.map((rule) => ({
    ...rule,
    values: rule.values ?? before.rules.find((old) => old.target === rule.target)?.values ?? null,
  }));
  const problems = mappingProblems(rules, name.endsWith('-refund') ? refundShape : orderShape);
  if (problems.length > 0) return { kind: 'refused', problems };
  const mapping = await deps.mappings.publish(name, rules, asked.by, deps.now());
  await inTransaction(deps.pool, (tx) =>
    deps.outbox.append(tx, [
      auditEvent({
        actor: asked.by,
        actorKind: 'PERSON',
        deed: 'publish-field-mapping',
        subjectKind: 'field-mapping',
        subjectId: `${name}@${mapping.version}`,
        details: { rules: String(rules.length) },
        now: deps.now(),
      }),
    ]),
  );
  const shopIds = [...deps.channels.values()].filter(({ shop }) => name.startsWith(`${shop.system}-`)).map(({ shop }) => shop.id);
  await replayQuarantine(deps, { shopIds });
  return { kind: 'published', mapping };
}
