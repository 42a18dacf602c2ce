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
export type Shape = Readonly<
  Record<
    string,
    {
      readonly type: ValueType;
      readonly needed: boolean;
      /** What a STATUS may come to mean. */
      readonly meanings?: readonly string[];
    }
  >
>;

export const LINE = 'lines[].';

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
