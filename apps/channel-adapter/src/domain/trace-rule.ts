import { readPath } from './json-pointer.ts';
import { isPersonalSource } from './mapping-problems.ts';
import type { CompiledMapping, CompiledRule } from './mapping.ts';
import { isBlank, readRule, type Reading, type Trouble } from './read-value.ts';

/** How one canonical field came out of one payload, as people may see it. */
export interface FieldTrace {
  readonly target: string;
  /** The pointer that had a value; empty when none had. */
  readonly source: string;
  /** The value there, or what it looks like when it is not known to be harmless. */
  readonly found: string;
  /** What the hub makes of it, masked alike; empty when nothing. */
  readonly value: string;
  readonly defaulted: boolean;
  readonly trouble: Trouble | undefined;
}

/** The fields of the document, and those of its first line. */
export function traceFields(document: unknown, mapping: CompiledMapping, harmless: ReadonlySet<string>): readonly FieldTrace[] {
  const list = mapping.listPaths.map((path) => readPath(document, path)).find((found) => Array.isArray(found));
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return [
    ...mapping.whole.map((rule) => traceField(document, rule, harmless)),
    ...mapping.lines.map((rule) => traceField(first, rule, harmless)),
  ];
}

function traceField(document: unknown, compiled: CompiledRule, harmless: ReadonlySet<string>): FieldTrace {
  const { rule } = compiled;
  const at = compiled.paths.findIndex((path) => !isBlank(readPath(document, path), rule));
  const path = compiled.paths[at];
  const source = rule.sources[at] ?? '';
  const found = path === undefined ? undefined : readPath(document, path);
  const open = isOpen(source, harmless);
  const reading = readRule(document, compiled);
  return {
    target: rule.target,
    source,
    found: found === undefined ? '' : open ? textOf(found) : looksOf(found),
    value: valueOf(reading, rule.target, open),
    defaulted: reading.kind === 'value' && reading.defaulted,
    trouble: reading.kind === 'trouble' ? reading.trouble : undefined,
  };
}

function isOpen(source: string, harmless: ReadonlySet<string>): boolean {
  return source !== '' && !isPersonalSource(source) && harmless.has(source.slice(source.lastIndexOf('/') + 1));
}

/**
 * What the hub made of it. An amount, a time, a count, a flag or one of the hub's own words cannot be a person's text, and the bounds keep
 * out a phone number that somebody wired there; texts and ids are shown only where the platform's field is known to be harmless.
 */
function valueOf(reading: Reading, target: string, open: boolean): string {
  if (reading.kind !== 'value') return '';
  const { value, defaulted } = reading;
  if (defaulted) return String(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return open || value < 1_000_000_000n ? String(value) : looksOf(String(value));
  if (typeof value === 'number') return open || value < 100_000 ? String(value) : looksOf(String(value));
  if (['state', 'phase', 'sort'].includes(target)) return value;
  return open ? value : looksOf(value);
}

function textOf(found: unknown): string {
  return typeof found === 'object' ? looksOf(found) : String(found).slice(0, 120);
}

/** The form of a value without the value: `▇▇▇ 11`. */
function looksOf(found: unknown): string {
  if (Array.isArray(found)) return `[${found.length}]`;
  if (typeof found === 'object') return '{ }';
  return `▇▇▇ ${String(found).length}`;
}
