import type { Pool } from 'pg';
import type { Phrase } from '../../domain/answer.ts';
import { dayBefore, daySpan, minuteText, samePartBefore, secondText } from '../../domain/shanghai-day.ts';
import { setName } from '../board-sets.ts';
import { countSets } from '../count-sets.ts';
import { weekOfArrivals, type HourOfShop } from './arrivals.ts';
import { boardAge } from './board-age.ts';

const SLOT_MS = 300_000;
const SLOTS = 288;
const HOUR_MS = 3_600_000;
/** So much more or less than yesterday is worth a word. */
const TELLING = 0.15;

/** Today's intake against yesterday's. */
export async function intakeBoard(pool: Pool, asked: { readonly day: string; readonly now: Date }) {
  const { day, now } = asked;
  const yesterday = dayBefore(day);
  const before = samePartBefore(day, now);
  const orders = setName('arrived', day);
  const yesterdayOrders = setName('arrived-until', yesterday, secondText(before.until));
  const isOver = daySpan(day).until.getTime() <= now.getTime();
  const untilSet = isOver ? setName('arrived', yesterday) : yesterdayOrders;
  const [age, counts, slots, week] = await Promise.all([
    boardAge(pool, now),
    countSets(pool, [orders, untilSet], now),
    readSlots(pool, daySpan(yesterday).from, daySpan(day).until),
    weekOfArrivals(pool, day),
  ]);
  const { from } = daySpan(day);
  const slotAt = (begin: number) => ({
    count: slots.get(begin) ?? 0,
    place: '/orders',
    set: setName('arrived-in', minuteText(new Date(begin)), 5),
  });
  const shown = Array.from({ length: SLOTS }, (_, index) => {
    const begin = from.getTime() + index * SLOT_MS;
    return { from: new Date(begin), today: begin < now.getTime() ? slotAt(begin) : null, yesterday: slotAt(begin - SLOTS * SLOT_MS) };
  });
  const lately = await readLately(pool, now);
  const peak = peakOf(week);
  const today = counts(orders).count;
  const before24 = counts(untilSet).count;
  return {
    age,
    day,
    slots: shown,
    orders: counts(orders),
    yesterdayOrders: counts(untilSet),
    perMinute: lately.now / 5,
    peakFromHour: peak?.fromHour ?? null,
    peakUntilHour: peak === undefined ? null : peak.fromHour + 2,
    finding: findingOf({ perMinute: lately.now / 5, yesterdayPerMinute: lately.before / 5, today, yesterday: before24, peak, now, day }),
  };
}

async function readSlots(pool: Pool, from: Date, until: Date): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ slot: Date; orders: number }>(
    `select date_bin('5 minutes', received_at, '2000-01-01T00:00:00Z') as slot, count(*)::int as orders
       from order_figure where received_at >= $1 and received_at < $2 group by 1`,
    [from, until],
  );
  return new Map(rows.map((row) => [row.slot.getTime(), row.orders]));
}

async function readLately(pool: Pool, now: Date): Promise<{ readonly now: number; readonly before: number }> {
  const day = 24 * HOUR_MS;
  const { rows } = await pool.query<{ now: number; before: number }>(
    `select (select count(*)::int from order_figure where received_at > $1 and received_at <= $2) as now,
            (select count(*)::int from order_figure where received_at > $3 and received_at <= $4) as before`,
    [now.getTime() - SLOT_MS, now.getTime(), now.getTime() - SLOT_MS - day, now.getTime() - day].map((at) => new Date(at)),
  );
  return rows[0] ?? { now: 0, before: 0 };
}

interface Peak {
  readonly fromHour: number;
  readonly perMinute: number;
}

/** The two hours of the day in which the most orders of the week arrived. */
function peakOf(week: readonly HourOfShop[]): Peak | undefined {
  if (week.length === 0) return undefined;
  const hours = Array.from({ length: 24 }, () => 0);
  const days = new Set<number>();
  for (const row of week) {
    const local = row.from.getTime() + 8 * HOUR_MS;
    days.add(Math.floor(local / (24 * HOUR_MS)));
    const hour = Math.floor(local / HOUR_MS) % 24;
    hours[hour] = (hours[hour] ?? 0) + row.orders;
  }
  const sums = hours.slice(0, 23).map((orders, hour) => ({ fromHour: hour, orders: orders + (hours[hour + 1] ?? 0) }));
  const best = sums.toSorted((a, b) => b.orders - a.orders)[0];
  return best && { fromHour: best.fromHour, perMinute: best.orders / days.size / 120 };
}

function findingOf(facts: {
  readonly perMinute: number;
  readonly yesterdayPerMinute: number;
  readonly today: number;
  readonly yesterday: number;
  readonly peak: Peak | undefined;
  readonly now: Date;
  readonly day: string;
}): Phrase {
  const { perMinute, yesterdayPerMinute, today, yesterday, peak } = facts;
  if (today === 0 && yesterday === 0) return { code: 'NO_DATA', parameters: {} };
  const hour = (facts.now.getTime() - daySpan(facts.day).from.getTime()) / HOUR_MS;
  const ahead =
    peak === undefined || hour >= peak.fromHour
      ? {}
      : { peakPerMinute: peak.perMinute, fromHour: peak.fromHour, untilHour: peak.fromHour + 2 };
  if (yesterday === 0) return { code: 'NO_YESTERDAY', parameters: { perMinute, today, ...ahead } };
  const change = today / yesterday - 1;
  const code = change > TELLING ? 'RISING' : change < -TELLING ? 'FALLING' : 'LIKE_YESTERDAY';
  return { code, parameters: { perMinute, yesterdayPerMinute, today, yesterday, change, ...ahead } };
}
