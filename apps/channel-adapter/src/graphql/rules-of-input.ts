import { valueTypes, valueUnits, type MappingRule } from '../domain/mapping.ts';
import type { MappingProblem } from '../domain/mapping-problems.ts';

export interface RuleInput {
  readonly target: string;
  readonly sources: readonly string[];
  readonly type: string;
  readonly unit?: string | null;
  readonly fallback?: string | null;
  readonly required: boolean;
  readonly values?: readonly { readonly name: string; readonly value: string }[] | null;
}

/** Types and units that there are not, which must not silently become others. */
export function unknownLiterals(rules: readonly RuleInput[]): readonly MappingProblem[] {
  return rules.flatMap((rule): readonly MappingProblem[] => [
    ...(valueTypes.some((type) => type === rule.type) ? [] : [{ target: rule.target, code: 'NO_SUCH_TYPE' as const, about: rule.type }]),
    ...(rule.unit == null || valueUnits.some((unit) => unit === rule.unit)
      ? []
      : [{ target: rule.target, code: 'NO_SUCH_UNIT' as const, about: rule.unit }]),
  ]);
}

export function ruleOf(input: RuleInput): MappingRule {
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
