import { toShanghaiIso } from '@orderloom/subgraph';
import type { Phrase } from '../domain/answer.ts';

export interface ShownParameter {
  readonly name: string;
  readonly value: string;
}

/** Parameters of a phrase that are moments, kept as milliseconds inside. */
const MOMENTS = new Set(['at', 'paid', 'placed', 'since', 'due', 'planned', 'out', 'eta']);

export function shownPhrase(phrase: Phrase): { readonly code: string; readonly parameters: readonly ShownParameter[] } {
  return {
    code: phrase.code,
    parameters: Object.entries(phrase.parameters).map(([name, value]) => ({
      name,
      value: typeof value === 'number' && MOMENTS.has(name) ? toShanghaiIso(new Date(value)) : String(value),
    })),
  };
}

const LONGEST = 200;

/** Members of facts that say nothing to people: keys of the vault and of its indexes, and the one currency that there is. */
const UNSAID = new Set(['token', 'recipientToken', 'buyerToken', 'phoneIndex', 'phoneTailIndex', 'currency']);

/** Parsed fields of a fact, one level deep: lists of lines in one value, nested objects by their path. */
export function shownFields(data: Readonly<Record<string, unknown>>): readonly ShownParameter[] {
  return said(data).flatMap(([name, value]) => fieldsOf(name, value));
}

function said(data: object): readonly (readonly [string, unknown])[] {
  return Object.entries(data).filter(([name]) => !UNSAID.has(name));
}

function fieldsOf(name: string, value: unknown): readonly ShownParameter[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : [{ name, value: value.map(lineText).join(', ').slice(0, LONGEST) }];
  if (typeof value === 'object') return said(value).flatMap(([key, inner]) => fieldsOf(`${name}.${key}`, inner));
  return [{ name, value: String(value).slice(0, LONGEST) }];
}

function lineText(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const line: Readonly<Record<string, unknown>> = Object.fromEntries(said(item));
  if (typeof line['sku'] === 'string') return `${line['sku']} × ${String(line['quantity'] ?? line['shipped'] ?? line['wanted'] ?? 1)}`;
  const named = line['warehouseName'] ?? line['trackingNumber'] ?? line['parcelId'] ?? line['fulfilmentOrderId'];
  return named === undefined
    ? Object.values(line)
        .filter((one) => typeof one !== 'object')
        .join(' ')
    : String(named);
}
