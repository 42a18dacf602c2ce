/** One of the twelve indicators (C-07): what is due, when, and what is good of it, as conditions over the columns of order_figure. */
export interface Indicator {
  readonly number: number;
  readonly key: string;
  readonly unit: 'ORDERS' | 'WORK_ITEMS' | 'FACTS' | 'MESSAGES' | 'LINES';
  /** Undefined where the hub has no source for it yet, or where it is not counted in rows of order_figure. */
  readonly orders?: OrderIndicator;
}

export interface OrderIndicator {
  /** The column from which the promise runs, and how long it is: due at `from + within`. */
  readonly from: string;
  readonly withinMs: number;
  /** Which of them count. */
  readonly applies: string;
  readonly good: string;
  /** All columns of the three. */
  readonly columns: readonly string[];
}

export const WAITING_HEALTHY_MS = 5_400_000;
export const LOCK_WITHIN_MS = 3_000;
/** A lock that took longer than this for want of stock is a delay. */
export const STOCK_DELAY_MS = 300_000;

const WAITING = `interval '${WAITING_HEALTHY_MS} milliseconds'`;
const LOCK = `interval '${LOCK_WITHIN_MS} milliseconds'`;
const DELAY = `interval '${STOCK_DELAY_MS} milliseconds'`;

/** Nothing is due of an order that was cancelled before its promise. */
const notCancelledBefore = (moment: string): string => `(cancelled_at is null or cancelled_at >= ${moment})`;

export const indicators: readonly Indicator[] = [
  {
    number: 1,
    key: 'ON_TIME_SHIPPING',
    unit: 'ORDERS',
    orders: {
      from: 'promised_ship_at',
      withinMs: 0,
      applies: `paid_at is not null and (${notCancelledBefore('promised_ship_at')} or out_at is not null)`,
      good: 'all_moved_at <= promised_ship_at',
      columns: ['promised_ship_at', 'paid_at', 'cancelled_at', 'out_at', 'all_moved_at'],
    },
  },
  {
    number: 2,
    key: 'ON_TIME_DELIVERY',
    unit: 'ORDERS',
    orders: { from: 'eta_at', withinMs: 0, applies: 'true', good: 'signed_at <= eta_at', columns: ['eta_at', 'signed_at'] },
  },
  { number: 3, key: 'FIRST_RESPONSE', unit: 'MESSAGES' },
  {
    number: 4,
    key: 'WAITING_TIME',
    unit: 'ORDERS',
    orders: {
      from: 'paid_at',
      withinMs: WAITING_HEALTHY_MS,
      applies: `(waited_at is not null or ${notCancelledBefore(`paid_at + ${WAITING}`)})`,
      good: `waited_at <= paid_at + ${WAITING}`,
      columns: ['paid_at', 'waited_at', 'cancelled_at'],
    },
  },
  {
    number: 5,
    key: 'STOCK_LOCK',
    unit: 'ORDERS',
    orders: {
      from: 'paid_at',
      withinMs: LOCK_WITHIN_MS,
      applies: `(gate2_at is not null or ${notCancelledBefore(`paid_at + ${LOCK}`)})`,
      good: `gate2_at <= paid_at + ${LOCK}`,
      columns: ['paid_at', 'gate2_at', 'cancelled_at'],
    },
  },
  {
    number: 6,
    key: 'KEPT_STOCK_PROMISES',
    unit: 'ORDERS',
    orders: {
      from: 'paid_at',
      withinMs: STOCK_DELAY_MS,
      applies: 'true',
      good: `(short_at is null or gate2_at <= paid_at + ${DELAY})`,
      columns: ['paid_at', 'short_at', 'gate2_at'],
    },
  },
  {
    number: 7,
    key: 'SOURCING_ACCURACY',
    unit: 'ORDERS',
    orders: {
      from: 'first_decided_at',
      withinMs: 0,
      applies: 'true',
      good: 'not decision_changed',
      columns: ['first_decided_at', 'decision_changed'],
    },
  },
  { number: 8, key: 'STATUS_SYNC', unit: 'FACTS' },
  {
    number: 9,
    key: 'SHIPMENT_ACCURACY',
    unit: 'ORDERS',
    orders: { from: 'final_at', withinMs: 0, applies: 'true', good: 'as_ordered', columns: ['final_at', 'as_ordered'] },
  },
  { number: 10, key: 'SELF_HEALING', unit: 'WORK_ITEMS' },
  {
    number: 11,
    key: 'INTERCEPTION',
    unit: 'ORDERS',
    orders: { from: 'stop_at', withinMs: 0, applies: 'stop_taken is not null', good: 'stop_taken', columns: ['stop_at', 'stop_taken'] },
  },
  { number: 12, key: 'RECONCILIATION', unit: 'LINES' },
];

export interface IndicatorCount {
  readonly good: number;
  readonly due: number;
}

/** Share of what was due that was good; undefined without anything due: nothing is not 0 %. */
export function shareOf(count: IndicatorCount | undefined): number | undefined {
  return count === undefined || count.due === 0 ? undefined : count.good / count.due;
}

/** The score 0 to 100: weighted mean over the indicators that have data; undefined when none has. Both by number, first one first. */
export function healthScore(shares: readonly (number | undefined)[], weights: readonly number[]): number | undefined {
  let sum = 0;
  let weight = 0;
  shares.forEach((share, index) => {
    if (share === undefined) return;
    sum += share * (weights[index] ?? 0);
    weight += weights[index] ?? 0;
  });
  return weight === 0 ? undefined : (sum / weight) * 100;
}
