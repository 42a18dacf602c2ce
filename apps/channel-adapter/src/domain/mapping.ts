import { parsePointer, type Path } from './json-pointer.ts';

export const valueTypes = ['TEXT', 'ID', 'INTEGER', 'MONEY', 'TIME', 'STATUS', 'BOOLEAN'] as const;
export type ValueType = (typeof valueTypes)[number];
export const valueUnits = ['FEN', 'YUAN', 'SECONDS', 'MILLISECONDS', 'SHANGHAI_TEXT'] as const;
export type ValueUnit = (typeof valueUnits)[number];

/** How one canonical field is read: data that people publish, never code. */
export interface MappingRule {
  /** e.g. `paidAmount`, `lines[].quantity`, `extensions.author_id`. */
  readonly target: string;
  /** JSON Pointers, tried in order; in rules of lines one part is `*`, the list. */
  readonly sources: readonly string[];
  readonly type: ValueType;
  readonly unit: ValueUnit | null;
  readonly fallback: string | null;
  readonly required: boolean;
  /** What the platform's codes mean; `*` for every other code. For STATUS and BOOLEAN. */
  readonly values: Readonly<Record<string, string>> | null;
}

export interface FieldMapping {
  /** e.g. `douyin-order`. */
  readonly name: string;
  readonly version: number;
  readonly rules: readonly MappingRule[];
}

export interface CompiledRule {
  readonly rule: MappingRule;
  /** Canonical name without `lines[].`. */
  readonly field: string;
  readonly paths: readonly Path[];
}

export interface CompiledMapping {
  readonly mapping: FieldMapping;
  readonly whole: readonly CompiledRule[];
  readonly lines: readonly CompiledRule[];
  /** Where the list of lines may be, tried in order. */
  readonly listPaths: readonly Path[];
}

/** What a canonical document needs to come out: its fields, their types, and which must be mapped. */
export type Shape = Readonly<Record<string, { readonly type: ValueType; readonly needed: boolean }>>;

const LINE = 'lines[].';
const EXTENSION = /^(lines\[\]\.)?extensions\.[A-Za-z][\w.-]{0,60}$/;
/** Personal fields never become extensions, whatever a person publishes. */
const PERSONAL =
  /(receiver|user_name|post_tel|tel_number|phone|mobile|address|addr|detail_info|id_card|encrypt|decrypt|mask_|buyer_words|nick)/i;

/** Every reason why rules cannot make this document; empty when they can. */
export function mappingProblems(rules: readonly MappingRule[], shape: Shape): readonly string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const rule of rules) {
    if (seen.has(rule.target)) problems.push(`${rule.target}: mapped twice`);
    seen.add(rule.target);
    problems.push(...ruleProblems(rule, shape).map((problem) => `${rule.target}: ${problem}`));
  }
  for (const [target, { needed }] of Object.entries(shape)) {
    if (needed && !seen.has(target)) problems.push(`${target}: is not mapped`);
  }
  return problems;
}

function ruleProblems(rule: MappingRule, shape: Shape): readonly string[] {
  const problems: string[] = [];
  const known = shape[rule.target];
  if (known === undefined && !EXTENSION.test(rule.target)) problems.push('is no canonical field');
  if (known !== undefined && known.type !== rule.type) problems.push(`must have the type ${known.type}`);
  if (known === undefined && rule.sources.some((source) => PERSONAL.test(source)))
    problems.push('an extension must not carry personal data');
  if (rule.sources.length === 0 && rule.fallback === null) problems.push('has neither a source nor a fallback');
  for (const source of rule.sources) {
    const path = parsePointer(source);
    if (path === undefined) problems.push(`${source} is not a JSON Pointer`);
    else if (path.filter((part) => part === '*').length !== (rule.target.startsWith(LINE) ? 1 : 0))
      problems.push(`${source} has the wrong number of lists`);
  }
  if (rule.type === 'MONEY' && rule.unit !== 'FEN' && rule.unit !== 'YUAN') problems.push('MONEY needs the unit FEN or YUAN');
  if (rule.type === 'TIME' && !['SECONDS', 'MILLISECONDS', 'SHANGHAI_TEXT'].includes(rule.unit ?? '')) problems.push('TIME needs its unit');
  if (rule.type === 'STATUS' && Object.keys(rule.values ?? {}).length === 0) problems.push('STATUS needs its values');
  return problems;
}

export function compileMapping(mapping: FieldMapping): CompiledMapping {
  const listPaths = new Map<string, Path>();
  const whole: CompiledRule[] = [];
  const lines: CompiledRule[] = [];
  for (const rule of mapping.rules) {
    const paths = rule.sources.map((source) => parsePointer(source) ?? []);
    if (!rule.target.startsWith(LINE)) {
      whole.push({ rule, field: rule.target, paths });
      continue;
    }
    const inner = paths.map((path) => {
      const star = path.indexOf('*');
      listPaths.set(path.slice(0, star).join('/'), path.slice(0, star));
      return path.slice(star + 1);
    });
    lines.push({ rule, field: rule.target.slice(LINE.length), paths: inner });
  }
  return { mapping, whole, lines, listPaths: [...listPaths.values()] };
}
