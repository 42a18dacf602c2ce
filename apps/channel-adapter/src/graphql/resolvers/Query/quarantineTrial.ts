import { mappingName } from '../../../application/mapping-samples.ts';
import { tryQuarantine } from '../../../application/test-mapping.ts';
import type { ChannelContext } from '../../context.ts';
import { ruleOf, type RuleInput } from '../../rules-of-input.ts';

const SHOWN = 200;

export async function quarantineTrial(
  _root: unknown,
  { system, rules }: { readonly system: string; readonly rules: readonly RuleInput[] },
  context: ChannelContext,
): Promise<object | null> {
  if ((await context.replay.mappings.published(mappingName(system))) === undefined) return null;
  const tried = await tryQuarantine(context.replay, { system, rules: rules.map(ruleOf) });
  return {
    total: tried.length,
    through: tried.filter(({ trouble }) => trouble === undefined).length,
    entries: tried
      .slice(0, SHOWN)
      .map(({ entry, trouble }) => ({ id: entry.id, shopId: entry.shopId, platformNo: entry.platformNo, trouble: trouble ?? null })),
  };
}
