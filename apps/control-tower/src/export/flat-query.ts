import { FilterRefused, type FlatFilter } from '../application/order-filter.ts';
import type { OrderListSort } from '../application/ports.ts';
import { runsOf } from '../persistence/order-list/ordering.ts';

const lists = [
  'ids',
  'channels',
  'shops',
  'statuses',
  'warehouses',
  'carriers',
  'skus',
  'holdReasons',
  'reasons',
  'owners',
  'pools',
] as const;
const texts = ['search', 'set', 'cause', 'amountFrom', 'amountTo'] as const;
const numbers = ['stuckLongerThanMinutes', 'dueWithinMinutes'] as const;
const flags = ['stuck', 'imported'] as const;
const moments = ['placedFrom', 'placedUntil', 'paidFrom', 'paidUntil', 'promisedFrom', 'promisedUntil'] as const;

/** A filter as the query of an address: the names of the list's own filter, lists joined by commas. */
export function flatFilter(query: URLSearchParams): FlatFilter {
  const given = <N extends string, V>(names: readonly N[], read: (text: string, name: N) => V): readonly (readonly [N, V])[] =>
    names.flatMap((name) => {
      const text = query.get(name);
      return text === null || text === '' ? [] : [[name, read(text, name)] as const];
    });
  return Object.fromEntries([
    ...given(lists, (text) => text.split(',').filter((part) => part !== '')),
    ...given(texts, (text) => text),
    ...given(['gates'] as const, (text, name) => text.split(',').map((part) => wholeNumber(part, name))),
    ...given(numbers, wholeNumber),
    ...given(flags, (text) => text === 'true' || text === '1'),
    ...given(moments, moment),
  ]);
}

export function sortOf(query: URLSearchParams): OrderListSort {
  const text = query.get('sort') ?? 'NEWEST';
  if (!isSort(text)) throw new FilterRefused('There is no such sort.');
  return text;
}

function isSort(text: string): text is OrderListSort {
  return Object.hasOwn(runsOf, text);
}

function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new FilterRefused(`${name} is no whole number.`);
  return Number(text);
}

function moment(text: string, name: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new FilterRefused(`${name} is no time.`);
  return at;
}
