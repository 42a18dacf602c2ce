import { inTransaction } from '@orderloom/outbox';
import { mappingProblems, type MappingProblem } from '../domain/mapping-problems.ts';
import type { MappingRule } from '../domain/mapping.ts';
import { auditEvent } from './audit.ts';
import { mappingName, shopIdsOf } from './mapping-samples.ts';
import type { PublishedMapping } from './mappings.ts';
import { replayQuarantine, type ReplayDeps } from './replay-quarantine.ts';
import { shapeOfMapping } from './test-mapping.ts';

export type PublishOutcome =
  | { readonly kind: 'published'; readonly mapping: PublishedMapping }
  | { readonly kind: 'refused'; readonly problems: readonly MappingProblem[] }
  | { readonly kind: 'no-such-system' }
  /** Somebody else published while these rules were being made. */
  | { readonly kind: 'outdated'; readonly current: PublishedMapping };

export interface PublishRequest {
  readonly system: string;
  readonly rules: readonly MappingRule[];
  readonly by: string;
  readonly reason: string;
  readonly basedOn: number | undefined;
  /** Whether what the version before could not interpret is interpreted again at once. */
  readonly replay: boolean;
}

/** Publishes a version of a mapping: data in force from the next payload on. */
export async function publishMapping(deps: ReplayDeps, asked: PublishRequest): Promise<PublishOutcome> {
  const name = mappingName(asked.system);
  const before = await deps.mappings.published(name);
  if (before === undefined) return { kind: 'no-such-system' };
  // A rule that does not bring its codes keeps those of the version before.
  const rules = asked.rules.map((rule) => ({
    ...rule,
    values: rule.values ?? before.rules.find((old) => old.target === rule.target)?.values ?? null,
  }));
  const problems = mappingProblems(rules, shapeOfMapping(name));
  if (problems.length > 0) return { kind: 'refused', problems };
  const { by, reason, basedOn } = asked;
  const mapping = await inTransaction(deps.pool, async (tx) => {
    const published = await deps.mappings.publish(tx, { name, rules, by, reason, basedOn, now: deps.now() });
    if (published === undefined) return undefined;
    await deps.outbox.append(tx, [
      auditEvent({
        actor: by,
        actorKind: 'PERSON',
        deed: 'publish-field-mapping',
        subjectKind: 'field-mapping',
        subjectId: `${name}@${published.version}`,
        details: { rules: String(rules.length), reason },
        now: deps.now(),
      }),
    ]);
    return published;
  });
  if (mapping === undefined) return { kind: 'outdated', current: (await deps.mappings.published(name)) ?? before };
  if (asked.replay) await replayQuarantine(deps, { shopIds: shopIdsOf(deps, name) });
  return { kind: 'published', mapping };
}
