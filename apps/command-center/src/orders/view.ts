import { createSerializer, parseAsArrayOf, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { inferParserType } from 'nuqs/server';
import { parseAsIds } from './packed-ids.ts';

export const windowKeys = ['1h', 'today', '24h', '7d', '30d'] as const;
export type WindowKey = (typeof windowKeys)[number];

export const promiseKeys = ['lost', '2h', 'today', 'tomorrow'] as const;
export type PromiseKey = (typeof promiseKeys)[number];

export const stuckForKeys = ['30m', '2h', '8h', '24h'] as const;
export type StuckForKey = (typeof stuckForKeys)[number];

export const dueKeys = ['10m', '30m', '2h', '8h'] as const;
export type DueKey = (typeof dueKeys)[number];

export const amountKeys = ['to50', 'from100', 'from500', 'from1000', 'from5000'] as const;
export type AmountKey = (typeof amountKeys)[number];

export const statusKeys = ['AWAITING_PAYMENT', 'OPEN', 'STUCK', 'HELD', 'OUTBOUND', 'SIGNED', 'CANCELLED'] as const;
export const sortKeys = ['due', 'newest', 'oldest', 'amount', 'amountLeast', 'waiting'] as const;
export type SortKey = (typeof sortKeys)[number];

const words = parseAsArrayOf(parseAsString).withDefault([]);

/** The list's whole state lives in the address (law L2): flat, readable, only what differs from the default. */
export const viewParsers = {
  amount: parseAsStringLiteral(amountKeys),
  carrier: words,
  /** One cause of stuck orders, as the stuck funnel names it. */
  cause: parseAsString.withDefault(''),
  channel: words,
  /** Columns that differ from the usual ones. */
  cols: parseAsArrayOf(parseAsString),
  due: parseAsStringLiteral(dueKeys),
  gate: parseAsArrayOf(parseAsInteger).withDefault([]),
  hold: words,
  ids: parseAsIds.withDefault([]),
  imported: parseAsBoolean,
  owner: words,
  placed: parseAsStringLiteral(windowKeys),
  pool: words,
  promised: parseAsStringLiteral(promiseKeys),
  q: parseAsString.withDefault(''),
  reason: words,
  /** The figure of a board that this list stands for (law L1), or the id of a set of pasted numbers. */
  set: parseAsString.withDefault(''),
  shop: words,
  sku: words,
  sort: parseAsStringLiteral(sortKeys).withDefault('due'),
  status: words,
  stuck: parseAsBoolean,
  stuckFor: parseAsStringLiteral(stuckForKeys),
  warehouse: words,
};

export type OrdersView = inferParserType<typeof viewParsers>;

export const emptyView: OrdersView = {
  amount: null,
  carrier: [],
  cause: '',
  channel: [],
  cols: null,
  due: null,
  gate: [],
  hold: [],
  ids: [],
  imported: null,
  owner: [],
  placed: null,
  pool: [],
  promised: null,
  q: '',
  reason: [],
  set: '',
  shop: [],
  sku: [],
  sort: 'due',
  status: [],
  stuck: null,
  stuckFor: null,
  warehouse: [],
};

const serialize = createSerializer(viewParsers);

export const listAddress = (view: Partial<OrdersView>): string => serialize('/orders', view);

/** An order inside a view: the way back, and its neighbours, stay in the address. */
export const orderAddress = (id: string, view: Partial<OrdersView>): string => serialize(`/orders/${encodeURIComponent(id)}`, view);

/** The conditions alone, as the flat query of the address: what a saved view keeps. */
export const queryOf = (view: OrdersView): string => serialize('', { ...view, cols: null, sort: emptyView.sort }).replace(/^\?/, '');

/** Conditions out of a saved view's query; what this version does not know is dropped. */
export const viewOf = (query: string): OrdersView => {
  const given = new URLSearchParams(query);
  const read = <Key extends keyof OrdersView>(key: Key): unknown => {
    const text = given.get(key);
    return text === null ? undefined : (viewParsers[key].parse(text) ?? undefined);
  };
  const known = Object.keys(viewParsers).flatMap((key) => {
    const value = isViewKey(key) ? read(key) : undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...emptyView, ...Object.fromEntries(known) };
};

const isViewKey = (key: string): key is keyof OrdersView => key in viewParsers;

/** Same conditions, whatever the columns and the order of the rows. */
export const isSameFilter = (left: OrdersView, right: OrdersView): boolean => queryOf(left) === queryOf(right);

export const isFiltered = (view: OrdersView): boolean => queryOf(view) !== '';
