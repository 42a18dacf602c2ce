import type { OrderListFilter } from '../../application/ports.ts';
import { facet, type FacetKind } from '../../domain/row-facets.ts';

/** A beginning that fits more orders than this is no search yet. */
const PREFIX_LIMIT = 1_000;
const DAY_MS = 86_400_000;

/** Conditions over `order_twin o` with their values. */
export interface Conditions {
  readonly parts: string[];
  readonly values: unknown[];
  /** Adds a value; answers with its placeholder. */
  value(value: unknown): string;
  /** The where clause with more conditions behind those of the filter. */
  where(...more: readonly string[]): string;
}

/** The conditions of a filter, over `order_twin o`. */
export function conditionsOf(filter: OrderListFilter, now: Date): Conditions {
  const values: unknown[] = [];
  const value = (one: unknown): string => `$${values.push(one)}`;
  const parts = [...plainConditions(filter, value), ...clockConditions(filter, value, now), ...facetConditions(filter, value)];
  if (filter.set !== undefined) parts.push(filter.set(value));
  const search = searchCondition(filter, value);
  if (search !== undefined) parts.push(search);
  const where = (...more: readonly string[]): string => {
    const all = [...parts, ...more];
    return all.length === 0 ? '' : `where ${all.join(' and ')}`;
  };
  return { parts, values, value, where };
}

type Value = Conditions['value'];

function plainConditions(filter: OrderListFilter, value: Value): string[] {
  const parts: string[] = [];
  if (filter.ids !== undefined) parts.push(`o.id = any(${value(filter.ids)}::text[])`);
  if (filter.storedSet !== undefined) {
    parts.push(`o.id = any((select s.order_ids from order_set s where s.id = ${value(filter.storedSet)}::uuid)::text[])`);
  }
  if (filter.gates !== undefined) parts.push(`o.current_gate = any(${value(filter.gates)}::smallint[])`);
  if (filter.imported !== undefined) parts.push(`o.imported_by is ${filter.imported ? 'not ' : ''}null`);
  if (filter.pools !== undefined) {
    parts.push(`o.id in (select w.order_id from work_item w where w.closed_at is null and w.pool = any(${value(filter.pools)}::text[]))`);
  }
  for (const [column, range] of [
    ['placed_at', filter.placed],
    ['paid_at', filter.paid],
    ['promised_at', filter.promised],
  ] as const) {
    if (range?.from !== undefined) parts.push(`o.${column} >= ${value(range.from)}`);
    if (range?.until === undefined) continue;
    parts.push(`o.${column} < ${value(range.until)}`);
    // Nothing is paid or promised before it is placed, give or take a platform's clocks: the list by time begins there and not at its end.
    if (column !== 'placed_at') parts.push(`o.placed_at < ${value(new Date(range.until.getTime() + DAY_MS))}`);
  }
  if (filter.amountFrom !== undefined) parts.push(`o.paid_minor >= ${value(filter.amountFrom)}::bigint`);
  if (filter.amountTo !== undefined) parts.push(`o.paid_minor <= ${value(filter.amountTo)}::bigint`);
  return parts;
}

function clockConditions(filter: OrderListFilter, value: Value, now: Date): string[] {
  const parts: string[] = [];
  const before = (minutes: number): string => value(new Date(now.getTime() + minutes * 60_000));
  if (filter.statuses !== undefined) parts.push(statusCondition(filter.statuses, value, now));
  if (filter.stuck === true) parts.push(`o.stuck_at <= ${value(now)}`);
  if (filter.stuck === false) parts.push(`(o.stuck_at is null or o.stuck_at > ${value(now)})`);
  if (filter.stuckLongerThanMinutes !== undefined) parts.push(`o.stuck_at <= ${before(-filter.stuckLongerThanMinutes)}`);
  if (filter.dueWithinMinutes !== undefined) parts.push(`o.stuck_at <= ${before(filter.dueWithinMinutes)}`);
  return parts;
}

/** STUCK is a matter of the clock, so it is no stored status: it is OPEN whose time has run out. */
function statusCondition(statuses: readonly string[], value: Value, now: Date): string {
  const stored = statuses.filter((status) => status !== 'STUCK');
  const alternatives: string[] = [];
  if (stored.length > 0) {
    const plain = `o.status = any(${value(stored)}::text[])`;
    const calmOnly = stored.includes('OPEN') && !statuses.includes('STUCK');
    alternatives.push(calmOnly ? `(${plain} and (o.status <> 'OPEN' or o.stuck_at is null or o.stuck_at > ${value(now)}))` : plain);
  }
  if (statuses.includes('STUCK')) alternatives.push(`(o.status = 'OPEN' and o.stuck_at <= ${value(now)})`);
  return alternatives.length === 0 ? 'false' : `(${alternatives.join(' or ')})`;
}

function facetConditions(filter: OrderListFilter, value: Value): string[] {
  const parts: string[] = [];
  const anyOf = (kind: FacetKind, names: readonly string[]): string =>
    `o.facets && ${value(names.map((name) => facet(kind, name)))}::text[]`;
  for (const [kind, names] of [
    ['channel', filter.channels],
    ['shop', filter.shops],
    ['warehouse', filter.warehouses],
    ['carrier', filter.carriers],
    ['sku', filter.skus],
    ['hold', filter.holdReasons],
    ['reason', filter.reasons],
    ['cause', filter.cause === undefined ? undefined : [filter.cause]],
  ] as const) {
    if (names !== undefined) parts.push(anyOf(kind, names));
  }
  if (filter.owners !== undefined) {
    // Who owns a gate is a rule; only the owner of a hold is the order's own.
    const gates = value(filter.owners.gates);
    parts.push(`((o.status <> 'HELD' and o.current_gate = any(${gates}::smallint[])) or ${anyOf('owner', filter.owners.names)})`);
  }
  return parts;
}

function searchCondition(filter: OrderListFilter, value: Value): string | undefined {
  const terms = filter.terms ?? [];
  if (terms.length === 0 && filter.prefix === undefined) return undefined;
  const exact = `select order_id from order_search where term = any(${value(terms)}::text[])`;
  if (filter.prefix === undefined) return `o.id in (${exact})`;
  // Asked for apart and in the index's own order: with an "or" between them the whole table is read.
  const beginning = value(`${filter.prefix.replaceAll(/[\\%_]/g, '\\$&')}%`);
  return `o.id in (${exact} union all (select order_id from order_search where term like ${beginning} order by term limit ${PREFIX_LIMIT}))`;
}
