import type { MappingRuleInput, RuleFieldsFragment } from '../gql/graphql.ts';

export type Rule = RuleFieldsFragment;

export const valueTypes = ['TEXT', 'ID', 'INTEGER', 'MONEY', 'TIME', 'STATUS', 'BOOLEAN'] as const;
export const valueUnits = ['FEN', 'YUAN', 'SECONDS', 'MILLISECONDS', 'SHANGHAI_TEXT'] as const;

/** The units that a type may have at a platform; none for most. */
export const unitsOf = (type: string): readonly (typeof valueUnits)[number][] =>
  type === 'MONEY' ? ['FEN', 'YUAN'] : type === 'TIME' ? ['SECONDS', 'MILLISECONDS', 'SHANGHAI_TEXT'] : [];

interface Wire {
  readonly target: string;
  readonly from: string;
  readonly to: string;
}

/** The rules with suggested wires taken: the new source stands right behind the one that it replaces, which older payloads still have. */
export const acceptWires = (rules: readonly Rule[], wires: readonly Wire[]): readonly Rule[] =>
  rules.map((rule) => {
    const wire = wires.find((each) => each.target === rule.target);
    if (wire === undefined || rule.sources.includes(wire.to)) return rule;
    return { ...rule, sources: rule.sources.flatMap((source) => (source === wire.from ? [source, wire.to] : [source])) };
  });

export const hasWire = (rules: readonly Rule[], wire: Wire): boolean =>
  rules.some((rule) => rule.target === wire.target && rule.sources.includes(wire.to));

/** As the gateway takes them: codes go along, so that taking one away is no accident. */
export const inputOf = (rules: readonly Rule[]): MappingRuleInput[] =>
  rules.map(({ target, sources, type, unit, fallback, required, values }) => ({
    target,
    sources: [...sources],
    type,
    unit: unit ?? null,
    fallback: fallback ?? null,
    required,
    values: values === null || values === undefined ? null : values.map(({ name, value }) => ({ name, value })),
  }));

export const changeParts = ['sources', 'type', 'unit', 'fallback', 'required', 'values'] as const;
type ChangePart = (typeof changeParts)[number];

export interface RuleChange {
  readonly target: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What differs, each as text before and after; empty text is nothing. */
  readonly parts: readonly { readonly part: ChangePart; readonly before: string; readonly after: string }[];
}

/** What lies between two versions, rule by rule. */
export const changesBetween = (before: readonly Rule[], after: readonly Rule[]): readonly RuleChange[] => {
  const [old, fresh] = [byTarget(before), byTarget(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((target): readonly RuleChange[] => {
    const [was, is] = [old.get(target), fresh.get(target)];
    const parts = changeParts
      .map((part) => ({ part, before: partText(was, part), after: partText(is, part) }))
      .filter((each) => each.before !== each.after);
    if (parts.length === 0) return [];
    return [{ target, kind: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed', parts }];
  });
};

const byTarget = (rules: readonly Rule[]): ReadonlyMap<string, Rule> => new Map(rules.map((rule) => [rule.target, rule]));

export const partText = (rule: Rule | undefined, part: ChangePart): string => {
  if (rule === undefined) return '';
  switch (part) {
    case 'sources':
      return rule.sources.join(' · ');
    case 'values':
      return (rule.values ?? []).map(({ name, value }) => `${name}=${value}`).join(' · ');
    case 'required':
      return rule.required ? '●' : '';
    case 'type':
    case 'unit':
    case 'fallback':
      return rule[part] ?? '';
  }
};

/** A field of the hub by its place in the message files, where dots would nest. */
export const fieldKey = (target: string): string => target.replace('lines[].', 'lines_').replaceAll('.', '_');

/** A pointer as a rule must write it for a target: its line's list keeps its star, any other list is read at its first element. */
export const pointerFor = (target: string, path: string): string =>
  target.startsWith('lines[].') ? path : path.replaceAll(/\/\*(?=\/|$)/g, '/0');
