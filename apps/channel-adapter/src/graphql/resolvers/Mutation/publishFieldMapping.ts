import { publishMapping } from '../../../application/publish-mapping.ts';
import { valueTypes, valueUnits, type MappingRule } from '../../../domain/mapping.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';

interface RuleInput {
  readonly target: string;
  readonly sources: readonly string[];
  readonly type: string;
  readonly unit?: string | null;
  readonly fallback?: string | null;
  readonly required: boolean;
  readonly values?: readonly { readonly name: string; readonly value: string }[] | null;
}

export async function publishFieldMapping(
  _root: unknown,
  args: { readonly system: string; readonly rules: readonly RuleInput[] },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const unknown = args.rules.flatMap((rule) => [
    ...(valueTypes.some((type) => type === rule.type) ? [] : [`${rule.target}: no type ${rule.type}`]),
    ...(rule.unit == null || valueUnits.some((unit) => unit === rule.unit) ? [] : [`${rule.target}: no unit ${rule.unit}`]),
  ]);
  const outcome =
    unknown.length > 0
      ? { kind: 'refused' as const, problems: unknown }
      : await publishMapping(context.replay, { system: args.system, rules: args.rules.map(ruleOf), by: context.viewer.account });
  if (outcome.kind === 'published') return { __typename: 'FieldMappingPublished', mapping: outcome.mapping };
  return {
    __typename: 'FieldMappingRefused',
    code: 'MAPPING_REFUSED',
    message: 'The rules do not make a canonical order.',
    problems: outcome.problems,
  };
}

function ruleOf(input: RuleInput): MappingRule {
  return {
    target: input.target,
    sources: input.sources,
    type: valueTypes.find((type) => type === input.type) ?? 'TEXT',
    unit: valueUnits.find((unit) => unit === input.unit) ?? null,
    fallback: input.fallback ?? null,
    required: input.required,
    values: input.values == null ? null : Object.fromEntries(input.values.map(({ name, value }) => [name, value])),
  };
}
