import { parseAsArrayOf, parseAsString, parseAsStringLiteral } from 'nuqs';
import type { inferParserType } from 'nuqs';
import type { AuditFilter } from '../gql/graphql.ts';

export const whenKeys = ['1h', 'today', '24h', '7d', '30d'] as const;
export const kindKeys = ['PERSON', 'KEY', 'RULE', 'SYSTEM'] as const;

/** The page's whole state lives in the address (law L2). */
export const viewParsers = {
  actor: parseAsString.withDefault(''),
  deed: parseAsArrayOf(parseAsString).withDefault([]),
  kind: parseAsStringLiteral(kindKeys),
  order: parseAsString.withDefault(''),
  when: parseAsStringLiteral(whenKeys),
};
export type AuditView = inferParserType<typeof viewParsers>;

export const emptyView: AuditView = { actor: '', deed: [], kind: null, order: '', when: null };

const hour = 3_600_000;

/** Days begin in Shanghai. */
const startOf = (when: (typeof whenKeys)[number], now: number): number => {
  switch (when) {
    case '1h':
      return now - hour;
    case 'today':
      return now - ((now + 8 * hour) % (24 * hour));
    case '24h':
      return now - 24 * hour;
    case '7d':
      return now - 7 * 24 * hour;
    case '30d':
      return now - 30 * 24 * hour;
  }
};

export const filterOf = (view: AuditView, now: number): AuditFilter => ({
  ...(view.order.trim() === '' ? {} : { orderId: view.order.trim() }),
  ...(view.actor === '' ? {} : { actor: view.actor }),
  ...(view.deed.length === 0 ? {} : { deeds: view.deed }),
  ...(view.kind === null ? {} : { actorKind: view.kind }),
  ...(view.when === null ? {} : { from: new Date(startOf(view.when, now)).toISOString() }),
});

export const isFiltered = (view: AuditView): boolean => Object.keys(filterOf(view, 0)).length > 0;

/** The same acts as a file. */
export const exportAddress = (view: AuditView, now: number): string => {
  const asked = Object.entries(filterOf(view, now)).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]);
  return `/exports/audit.csv?${new URLSearchParams(asked).toString()}`;
};
