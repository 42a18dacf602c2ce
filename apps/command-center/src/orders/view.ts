import { createSerializer, parseAsArrayOf, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';
import type { inferParserType } from 'nuqs';
import type { OrderFilter } from '../gql/graphql.ts';

export const windowKeys = ['1h', 'today', '24h', '7d', '30d'] as const;
export type WindowKey = (typeof windowKeys)[number];

export const statusKeys = ['AWAITING_PAYMENT', 'OPEN', 'STUCK', 'HELD', 'OUTBOUND', 'SIGNED', 'CANCELLED'] as const;
export const sortKeys = ['due', 'newest'] as const;

/** The list's whole state lives in the address (law L2): flat, readable, only what differs from the default. */
export const viewParsers = {
  channel: parseAsArrayOf(parseAsString).withDefault([]),
  gate: parseAsArrayOf(parseAsInteger).withDefault([]),
  placed: parseAsStringLiteral(windowKeys),
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(sortKeys).withDefault('due'),
  status: parseAsArrayOf(parseAsString).withDefault([]),
  stuck: parseAsBoolean,
};

export type OrdersView = inferParserType<typeof viewParsers>;

export const emptyView: OrdersView = { channel: [], gate: [], placed: null, q: '', sort: 'due', status: [], stuck: null };

const serialize = createSerializer(viewParsers);

export const listAddress = (view: Partial<OrdersView>): string => serialize('/orders', view);

/** An order inside a view: the way back, and its neighbours, stay in the address. */
export const orderAddress = (id: string, view: Partial<OrdersView>): string => serialize(`/orders/${encodeURIComponent(id)}`, view);

const hour = 3_600_000;

/** Where the window of a view begins; days begin in Shanghai. */
export const windowStart = (key: WindowKey, now: number): string => {
  switch (key) {
    case '1h':
      return new Date(now - hour).toISOString();
    case 'today': {
      const shanghai = now + 8 * hour;
      return new Date(shanghai - (shanghai % (24 * hour)) - 8 * hour).toISOString();
    }
    case '24h':
      return new Date(now - 24 * hour).toISOString();
    case '7d':
      return new Date(now - 7 * 24 * hour).toISOString();
    case '30d':
      return new Date(now - 30 * 24 * hour).toISOString();
  }
};

export const filterOf = (view: OrdersView, now: number): OrderFilter => ({
  ...(view.channel.length > 0 ? { channels: view.channel } : {}),
  ...(view.gate.length > 0 ? { gates: view.gate } : {}),
  ...(view.status.length > 0 ? { statuses: view.status } : {}),
  ...(view.stuck === null ? {} : { stuck: view.stuck }),
  ...(view.q.trim() === '' ? {} : { search: view.q.trim() }),
  ...(view.placed === null ? {} : { placedFrom: windowStart(view.placed, now) }),
});

export const isFiltered = (view: OrdersView): boolean => Object.keys(filterOf(view, 0)).length > 0;
