import { createSerializer, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs';
import type { inferParserType } from 'nuqs';
import type { WorkItemFilter } from '../gql/graphql.ts';

/** The pools in the order of the rail: what stops orders first, what keeps people waiting next, what the hub itself stumbles over last. */
export const poolKeys = [
  'SHORTAGE',
  'SOURCING',
  'WAREHOUSE_REFUSAL',
  'CONFLICT',
  'DECLINED_CANCEL',
  'ADDRESS',
  'PRICE',
  'HIGH_VALUE',
  'EXPEDITE',
  'QUARANTINE',
  'WAYBILL',
  'SHIP_NOTICE',
  'MESSAGE',
  'VOUCHER',
  'DEAD_LETTER',
] as const;
export type PoolKey = (typeof poolKeys)[number];

export const asPool = (pool: string): PoolKey | undefined => poolKeys.find((each) => each === pool);

const whoKeys = ['me', 'none'] as const;

/** The page's whole state lives in the address (law L2). */
export const viewParsers = {
  closed: parseAsBoolean.withDefault(false),
  item: parseAsString,
  overdue: parseAsBoolean.withDefault(false),
  pool: parseAsStringLiteral(poolKeys),
  q: parseAsString.withDefault(''),
  set: parseAsString,
  who: parseAsStringLiteral(whoKeys),
};
export type ItemsView = inferParserType<typeof viewParsers>;

export const emptyView: ItemsView = { closed: false, item: null, overdue: false, pool: null, q: '', set: null, who: null };

const serialize = createSerializer(viewParsers);

export const itemsAddress = (view: Partial<ItemsView>): string => serialize('/exceptions', view);

export const filterOf = (view: ItemsView): WorkItemFilter => ({
  ...(view.pool === null ? {} : { pools: [view.pool] }),
  ...(view.who === null ? {} : { assignee: view.who }),
  ...(view.overdue && !view.closed ? { overdue: true } : {}),
  ...(view.q.trim() === '' ? {} : { search: view.q.trim() }),
  ...(view.set === null ? {} : { set: view.set }),
  ...(view.closed ? { closed: true } : {}),
});

/** Whether something narrows the pool that is open. */
export const isNarrowed = (view: ItemsView): boolean =>
  view.who !== null || view.overdue || view.q.trim() !== '' || view.set !== null || view.closed;
