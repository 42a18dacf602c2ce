import { DomainError, isUuid } from '@orderloom/domain-kernel';
import { gateNames, gateOwners } from '../domain/gates.ts';
import { searchFilter, searchWords, shownTails } from './find-orders.ts';
import type { OrderListFilter, Range, SearchIndex } from './ports.ts';

/** A filter as screens, saved views and exports give it: flat, and nothing means no condition. */
export interface FlatFilter {
  readonly ids?: readonly string[] | null;
  readonly channels?: readonly string[] | null;
  readonly shops?: readonly string[] | null;
  readonly gates?: readonly number[] | null;
  readonly statuses?: readonly string[] | null;
  readonly stuck?: boolean | null;
  readonly stuckLongerThanMinutes?: number | null;
  readonly dueWithinMinutes?: number | null;
  readonly warehouses?: readonly string[] | null;
  readonly carriers?: readonly string[] | null;
  readonly skus?: readonly string[] | null;
  readonly holdReasons?: readonly string[] | null;
  readonly reasons?: readonly string[] | null;
  readonly cause?: string | null;
  readonly owners?: readonly string[] | null;
  readonly pools?: readonly string[] | null;
  readonly imported?: boolean | null;
  readonly amountFrom?: string | null;
  readonly amountTo?: string | null;
  readonly placedFrom?: Date | null;
  readonly placedUntil?: Date | null;
  readonly paidFrom?: Date | null;
  readonly paidUntil?: Date | null;
  readonly promisedFrom?: Date | null;
  readonly promisedUntil?: Date | null;
  readonly search?: string | null;
  readonly set?: string | null;
}

/** What a filter asks for does not exist, or cannot be read. */
export class FilterRefused extends DomainError {
  readonly code = 'BAD_FILTER';
}

export interface FilterDeps {
  readonly searchIndex: SearchIndex;
  readonly now: Date;
  /** Who searches may not see phones: neither does the search tell whose a guessed one is. */
  readonly phonesHidden?: boolean;
  /** The condition of a board's set; undefined when there is no such set. */
  readonly boardSet: (set: string, now: Date, bind: (value: unknown) => string) => string | undefined;
}

/** The most ids that a filter names. */
const MOST_IDS = 10_000;

/** Reads a flat filter; phones in its search become keyed indexes, which only the vault can make. */
export async function readFilter(deps: FilterDeps, flat: FlatFilter): Promise<OrderListFilter> {
  const search = given(flat.search) && flat.search.trim() !== '' ? searchWords(flat.search) : undefined;
  const indexes =
    search === undefined ? [] : await deps.searchIndex.indexesOf(deps.phonesHidden === true ? shownTails(search.phones) : search.phones);
  if ((flat.ids?.length ?? 0) > MOST_IDS) throw new FilterRefused(`A filter names at most ${MOST_IDS} orders.`);
  return {
    ...plain(flat),
    ...(given(flat.owners) ? { owners: { gates: gatesOwnedBy(flat.owners), names: flat.owners } } : {}),
    ...(given(flat.amountFrom) ? { amountFrom: amount(flat.amountFrom) } : {}),
    ...(given(flat.amountTo) ? { amountTo: amount(flat.amountTo) } : {}),
    placed: range(flat.placedFrom, flat.placedUntil),
    paid: range(flat.paidFrom, flat.paidUntil),
    promised: range(flat.promisedFrom, flat.promisedUntil),
    ...(given(flat.set) && flat.set !== '' ? namedSet(deps, flat.set) : {}),
    ...(search === undefined ? {} : searchFilter(search, indexes)),
  };
}

const plainNames = [
  'ids',
  'channels',
  'shops',
  'gates',
  'statuses',
  'stuck',
  'stuckLongerThanMinutes',
  'dueWithinMinutes',
  'warehouses',
  'carriers',
  'skus',
  'holdReasons',
  'reasons',
  'cause',
  'pools',
  'imported',
] as const;

function plain(flat: FlatFilter): Pick<OrderListFilter, (typeof plainNames)[number]> {
  return Object.fromEntries(plainNames.flatMap((name) => (given(flat[name]) ? [[name, flat[name]]] : [])));
}

function gatesOwnedBy(owners: readonly string[]): readonly number[] {
  return gateNames.flatMap((name, index) => (owners.includes(gateOwners[name]) ? [index + 1] : []));
}

function namedSet(deps: FilterDeps, set: string): Pick<OrderListFilter, 'set' | 'storedSet'> {
  if (isUuid(set)) return { storedSet: set };
  if (deps.boardSet(set, deps.now, () => '$1') === undefined) throw new FilterRefused(`There is no set "${set.slice(0, 80)}".`);
  return { set: (bind) => deps.boardSet(set, deps.now, bind) ?? 'false' };
}

function amount(text: string): string {
  if (!/^\d{1,18}$/.test(text)) throw new FilterRefused('An amount is a whole number of minor units.');
  return text;
}

function range(from: Date | null | undefined, until: Date | null | undefined): Range {
  return { ...(given(from) ? { from } : {}), ...(given(until) ? { until } : {}) };
}

function given<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
