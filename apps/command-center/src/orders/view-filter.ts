import type { OrderFilter, OrderSort } from '../gql/graphql.ts';
import type { AmountKey, DueKey, OrdersView, PromiseKey, SortKey, StuckForKey, WindowKey } from './view.ts';

const hour = 3_600_000;
const day = 24 * hour;

const midnight = (now: number): number => {
  const shanghai = now + 8 * hour;
  return shanghai - (shanghai % day) - 8 * hour;
};

const iso = (time: number): string => new Date(time).toISOString();

/** Where the window of a view begins; days begin in Shanghai. */
export const windowStart = (key: WindowKey, now: number): string => {
  switch (key) {
    case '1h':
      return iso(now - hour);
    case 'today':
      return iso(midnight(now));
    case '24h':
      return iso(now - day);
    case '7d':
      return iso(now - 7 * day);
    case '30d':
      return iso(now - 30 * day);
  }
};

const promised = (key: PromiseKey, now: number): OrderFilter => {
  switch (key) {
    case 'lost':
      return { promisedUntil: iso(now) };
    case '2h':
      return { promisedFrom: iso(now), promisedUntil: iso(now + 2 * hour) };
    case 'today':
      return { promisedFrom: iso(midnight(now)), promisedUntil: iso(midnight(now) + day) };
    case 'tomorrow':
      return { promisedFrom: iso(midnight(now) + day), promisedUntil: iso(midnight(now) + 2 * day) };
  }
};

const minutes: Readonly<Record<StuckForKey | DueKey, number>> = { '10m': 10, '30m': 30, '2h': 120, '8h': 480, '24h': 1440 };

const amounts: Readonly<Record<AmountKey, OrderFilter>> = {
  to50: { amountTo: '5000' },
  from100: { amountFrom: '10000' },
  from500: { amountFrom: '50000' },
  from1000: { amountFrom: '100000' },
  from5000: { amountFrom: '500000' },
};

const list = <Key extends keyof OrderFilter>(key: Key, values: readonly unknown[]): OrderFilter =>
  values.length > 0 ? { [key]: values } : {};

/** What the tower is asked for this view. */
export const filterOf = (view: OrdersView, now: number): OrderFilter => ({
  ...list('carriers', view.carrier),
  ...list('channels', view.channel),
  ...list('gates', view.gate),
  ...list('holdReasons', view.hold),
  ...list('ids', view.ids),
  ...list('owners', view.owner),
  ...list('pools', view.pool),
  ...list('reasons', view.reason),
  ...list('shops', view.shop),
  ...list('skus', view.sku),
  ...list('statuses', view.status),
  ...list('warehouses', view.warehouse),
  ...(view.amount === null ? {} : amounts[view.amount]),
  ...(view.cause === '' ? {} : { cause: view.cause }),
  ...(view.due === null ? {} : { dueWithinMinutes: minutes[view.due] }),
  ...(view.imported === null ? {} : { imported: view.imported }),
  ...(view.placed === null ? {} : { placedFrom: windowStart(view.placed, now) }),
  ...(view.promised === null ? {} : promised(view.promised, now)),
  ...(view.q.trim() === '' ? {} : { search: view.q.trim() }),
  ...(view.set === '' ? {} : { set: view.set }),
  ...(view.stuck === null ? {} : { stuck: view.stuck }),
  ...(view.stuckFor === null ? {} : { stuckLongerThanMinutes: minutes[view.stuckFor] }),
});

const sorts: Readonly<Record<SortKey, OrderSort>> = {
  due: 'DUE',
  newest: 'NEWEST',
  oldest: 'OLDEST',
  amount: 'AMOUNT',
  amountLeast: 'AMOUNT_LEAST',
  waiting: 'WAITING',
};

export const sortOf = (view: OrdersView): OrderSort => sorts[view.sort];
