import { problemText, type MappingProblem } from '../../../domain/mapping-problems.ts';
import { publishMapping } from '../../../application/publish-mapping.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';
import { ruleOf, unknownLiterals, type RuleInput } from '../../rules-of-input.ts';

interface Args {
  readonly system: string;
  readonly rules: readonly RuleInput[];
  readonly reason: string | null;
  readonly basedOn?: number | null;
  readonly replay: boolean | null;
}

export async function publishFieldMapping(_root: unknown, args: Args, context: ChannelContext): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const unknown = unknownLiterals(args.rules);
  if (unknown.length > 0) return refused(unknown);
  const outcome = await publishMapping(context.replay, {
    system: args.system,
    rules: args.rules.map(ruleOf),
    by: context.viewer.account,
    reason: args.reason ?? '',
    basedOn: args.basedOn ?? undefined,
    replay: args.replay ?? true,
  });
  switch (outcome.kind) {
    case 'published':
      return { __typename: 'FieldMappingPublished', mapping: outcome.mapping };
    case 'refused':
      return refused(outcome.problems);
    case 'no-such-system':
      return { ...refused([]), problems: [`${args.system}: no such channel system`] };
    case 'outdated':
      return { __typename: 'FieldMappingOutdated', code: 'MAPPING_OUTDATED', message: OUTDATED, mapping: outcome.current };
  }
}

const OUTDATED = 'Another version was published meanwhile.';

function refused(lines: readonly MappingProblem[]): object {
  return {
    __typename: 'FieldMappingRefused',
    code: 'MAPPING_REFUSED',
    message: 'The rules do not make a canonical order.',
    problems: lines.map(problemText),
    lines,
  };
}
