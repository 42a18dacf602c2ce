import { fromYuanText } from '@orderloom/domain-kernel';
import { readPath } from './json-pointer.ts';
import type { CompiledRule, MappingRule } from './mapping.ts';

export type TroubleReason = 'UNMAPPED_SKU' | 'MISSING_FIELD' | 'UNKNOWN_STATUS' | 'WRONG_TYPE' | 'UNREADABLE';

/** Why a payload was not understood, free of personal data. */
export interface Trouble {
  readonly reason: TroubleReason;
  readonly field: string;
  readonly detail: string;
}

export type Value = string | number | bigint | boolean | Date;

/** A field of a document, or why it could not be read. `defaulted`: the fallback filled it. */
export type Reading =
  | { readonly kind: 'value'; readonly value: Value; readonly raw: string; readonly defaulted: boolean }
  | { readonly kind: 'absent' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

const ABSENT: Reading = { kind: 'absent' };

export function readRule(document: unknown, compiled: CompiledRule): Reading {
  const { rule } = compiled;
  for (const path of compiled.paths) {
    const found = readPath(document, path);
    if (isBlank(found, rule)) continue;
    return convert(found, rule, false);
  }
  if (rule.fallback !== null) return convert(rule.fallback, { ...rule, values: null }, true);
  if (!rule.required) return ABSENT;
  return trouble('MISSING_FIELD', rule, `none of ${rule.sources.join(', ')} has a value`);
}

/** Platforms write "no time" and "no author" as 0 and "no text" as an empty text. */
export function isBlank(value: unknown, rule: MappingRule): boolean {
  if (value === undefined || value === null || value === '') return true;
  return (rule.type === 'TIME' || rule.type === 'ID') && (value === 0 || value === '0');
}

function convert(found: unknown, rule: MappingRule, defaulted: boolean): Reading {
  if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean') {
    return trouble('WRONG_TYPE', rule, `${rule.type} expected, ${Array.isArray(found) ? 'list' : typeof found} found`);
  }
  const raw = String(found);
  if (rule.type === 'STATUS' && !defaulted) {
    const value = rule.values?.[raw] ?? rule.values?.['*'];
    return value === undefined
      ? trouble('UNKNOWN_STATUS', rule, `code ${harmless(raw)} has no meaning yet`)
      : { kind: 'value', value, raw, defaulted };
  }
  const value = valueOf(found, raw, rule);
  return value === undefined
    ? trouble('WRONG_TYPE', rule, `${rule.type} expected, ${typeof found} of ${raw.length} characters found`)
    : { kind: 'value', value, raw, defaulted };
}

function valueOf(found: string | number | boolean, raw: string, rule: MappingRule): Value | undefined {
  switch (rule.type) {
    case 'TEXT':
    case 'STATUS':
      return raw;
    case 'ID':
      // A number that JSON.parse already rounded is not an id any more.
      return typeof found === 'number' && !Number.isSafeInteger(found) ? undefined : typeof found === 'boolean' ? undefined : raw;
    case 'INTEGER':
      return /^-?\d{1,15}$/.test(raw) ? Number(raw) : undefined;
    case 'MONEY':
      return amountOf(raw, rule);
    case 'TIME':
      return timeOf(raw, rule);
    case 'BOOLEAN':
      return booleanOf(raw, rule);
  }
}

function amountOf(raw: string, rule: MappingRule): bigint | undefined {
  if (rule.unit === 'FEN') return /^-?\d{1,18}$/.test(raw) ? BigInt(raw) : undefined;
  try {
    return fromYuanText(raw).minor;
  } catch {
    return undefined;
  }
}

function timeOf(raw: string, rule: MappingRule): Date | undefined {
  if (rule.unit === 'SHANGHAI_TEXT') {
    if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(raw)) return undefined;
    const at = new Date(`${raw.replace(' ', 'T')}+08:00`);
    return Number.isNaN(at.getTime()) ? undefined : at;
  }
  if (!/^\d{9,13}$/.test(raw)) return undefined;
  const milliseconds = rule.unit === 'SECONDS' ? Number(raw) * 1_000 : Number(raw);
  // Seconds read as milliseconds, or the other way round, land in another century.
  return milliseconds > Date.UTC(2000, 0) && milliseconds < Date.UTC(2100, 0) ? new Date(milliseconds) : undefined;
}

function booleanOf(raw: string, rule: MappingRule): boolean | undefined {
  const meant = rule.values === null ? raw.toLowerCase() : (rule.values[raw] ?? rule.values['*']);
  if (meant === 'true' || meant === '1') return true;
  return meant === 'false' || meant === '0' ? false : undefined;
}

function trouble(reason: TroubleReason, rule: MappingRule, detail: string): Reading {
  return { kind: 'trouble', trouble: { reason, field: rule.target, detail } };
}

/** A status code is short and plain; anything else might be somebody's words. */
function harmless(raw: string): string {
  return /^[\w.-]{1,40}$/.test(raw) ? raw : `of ${raw.length} characters`;
}
