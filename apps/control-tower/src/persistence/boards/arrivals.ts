import type { Pool } from 'pg';
import { dayBefore, daySpan, type Span } from '../../domain/shanghai-day.ts';
import { remember } from './remember.ts';

/** What one shop brought in one hour. */
export interface HourOfShop {
  readonly channel: string;
  readonly shop: string;
  readonly from: Date;
  readonly orders: number;
  /** When its last one arrived. */
  readonly last: Date;
}

export async function readArrivalHours(pool: Pool, span: Span): Promise<readonly HourOfShop[]> {
  const { rows } = await pool.query<HourOfShop>(
    `select channel, shop_id as shop, date_bin('1 hour', received_at, '2000-01-01T00:00:00Z') as from, count(*)::int as orders, max(received_at) as last
       from order_figure where received_at >= $1 and received_at < $2 group by 1, 2, 3`,
    [span.from, span.until],
  );
  return rows;
}

const weeks = remember<readonly HourOfShop[]>(600_000);

/** The hours of the seven days before a day. */
export function weekOfArrivals(pool: Pool, day: string): Promise<readonly HourOfShop[]> {
  return weeks(pool, day, () => readArrivalHours(pool, { from: daySpan(dayBefore(day, 7)).from, until: daySpan(day).from }));
}

/** When the last of them arrived; undefined when there is none. */
export function lastOf(hours: readonly HourOfShop[]): Date | undefined {
  return hours.length === 0 ? undefined : new Date(Math.max(...hours.map((hour) => hour.last.getTime())));
}
