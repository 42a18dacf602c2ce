import { mappingName } from '../../../application/mapping-samples.ts';
import { testMapping } from '../../../application/test-mapping.ts';
import type { ChannelContext } from '../../context.ts';
import { ruleOf, unknownLiterals, type RuleInput } from '../../rules-of-input.ts';

export async function mappingTest(
  _root: unknown,
  args: { readonly system: string; readonly rules: readonly RuleInput[]; readonly shown?: string | null },
  context: ChannelContext,
): Promise<object | null> {
  if ((await context.replay.mappings.published(mappingName(args.system))) === undefined) return null;
  const { problems, samples, shown } = await testMapping(context.replay, {
    system: args.system,
    rules: args.rules.map(ruleOf),
    shownRawId: args.shown ?? undefined,
  });
  return {
    problems: [...unknownLiterals(args.rules), ...problems],
    samples: samples.map(({ sample, ...verdict }) => ({ ...verdict, ...sample, id: sample.rawId, held: sample.held !== undefined })),
    shownId: shown?.sample.rawId ?? null,
    fields: shown?.fields ?? [],
  };
}
