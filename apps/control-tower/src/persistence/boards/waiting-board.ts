import type { Pool } from 'pg';
import { WAITING_HEALTHY_MS } from '../../domain/indicators.ts';
import { dayBefore, daySpan, passedSpan, samePartBefore, type Span } from '../../domain/shanghai-day.ts';
import { hopFigures, waitingCause, type HopRow, type Tolerance } from '../../domain/waiting-hops.ts';
import { setName } from '../board-sets.ts';
import { countSets, type CountedSet } from '../count-sets.ts';
import { boardAge } from './board-age.ts';
import { remember } from './remember.ts';

interface Stats {
  readonly mean: number | null;
  readonly quantiles: readonly number[] | null;
}

/** The headline of the hub (CUS-04, C-16): how long customers waited whose waiting ended that day until now. */
export async function waitingBoard(pool: Pool, asked: { readonly day: string; readonly now: Date; readonly tolerance: Tolerance }) {
  const { day, now, tolerance } = asked;
  const yesterday = dayBefore(day);
  const families = ['waited', 'waited-within', 'waited-over', 'shown', 'shown-within', 'shown-over'];
  const [age, counts, clock, literal, before, hours, today, baseline] = await Promise.all([
    boardAge(pool, now),
    countSets(pool, [...families.map((family) => setName(family, day)), 'waiting', 'waiting-over'], now),
    readStats(pool, 'waited_at', daySpan(day)),
    readStats(pool, 'shown_at', daySpan(day)),
    readStats(pool, 'waited_at', samePartBefore(day, now)),
    readHours(pool, { from: daySpan(yesterday).from, until: daySpan(day).until }),
    readHops(pool, passedSpan(day, now)),
    weekBefore(pool, day, () => readHops(pool, { from: daySpan(dayBefore(day, 7)).from, until: daySpan(day).from })),
  ]);
  const cause = waitingCause(today, baseline, tolerance);
  const { group } = cause;
  const causeSet = group && setName('waited-by', day, group.dimension, group.key, group.fromHour);
  const causeCounts = causeSet === undefined ? undefined : await countSets(pool, [causeSet], now);
  const figures = (stats: Stats, stem: string) => {
    const [ended, within, over] = [
      counts(setName(stem, day)),
      counts(setName(`${stem}-within`, day)),
      counts(setName(`${stem}-over`, day)),
    ];
    return {
      meanMs: stats.mean,
      p50Ms: stats.quantiles?.[0] ?? null,
      p90Ms: stats.quantiles?.[1] ?? null,
      p99Ms: stats.quantiles?.[2] ?? null,
      ended,
      within,
      over,
      withinShare: ended.count === 0 ? null : within.count / ended.count,
    };
  };
  return {
    age,
    day,
    measure: 'MEAN',
    headlineMs: clock.mean,
    healthyMs: WAITING_HEALTHY_MS,
    clock: figures(clock, 'waited'),
    literal: figures(literal, 'shown'),
    yesterdayMs: before.mean,
    changeMs: clock.mean === null || before.mean === null ? null : clock.mean - before.mean,
    running: counts('waiting'),
    runningOver: counts('waiting-over'),
    curve: curveOf(hours, day, yesterday),
    hops: hopFigures(today, baseline, tolerance),
    cause: cause.phrase,
    causeOrders: causeSet === undefined ? null : (causeCounts?.(causeSet) ?? null),
  };
}

const weekBefore = remember<readonly HopRow[]>(600_000);

async function readStats(pool: Pool, column: 'waited_at' | 'shown_at', span: Span): Promise<Stats> {
  const { rows } = await pool.query<Stats>(
    `select avg(ms)::float8 as mean, percentile_disc(array[0.5, 0.9, 0.99]::float8[]) within group (order by ms) as quantiles
       from (select extract(epoch from ${column} - paid_at)::float8 * 1000 as ms from order_figure
              where ${column} >= $1 and ${column} < $2 and paid_at is not null) waited`,
    [span.from, span.until],
  );
  return rows[0] ?? { mean: null, quantiles: null };
}

interface HourRow {
  readonly from: Date;
  readonly orders: number;
  readonly mean: number;
}

async function readHours(pool: Pool, span: Span): Promise<readonly HourRow[]> {
  const { rows } = await pool.query<HourRow>(
    `select date_bin('1 hour', waited_at, '2000-01-01T00:00:00Z') as from, count(*)::int as orders,
            (avg(extract(epoch from waited_at - paid_at)) * 1000)::float8 as mean
       from order_figure where waited_at >= $1 and waited_at < $2 group by 1`,
    [span.from, span.until],
  );
  return rows;
}

function curveOf(rows: readonly HourRow[], day: string, yesterday: string) {
  const hours = new Map(rows.map((row) => [row.from.getTime(), row]));
  const at = (date: string, hour: number) => {
    const row = hours.get(daySpan(date).from.getTime() + hour * 3_600_000);
    const ended: CountedSet = { count: row?.orders ?? 0, place: '/orders', set: setName('waited-hour', date, hour) };
    return { meanMs: row?.mean ?? null, ended };
  };
  return Array.from({ length: 24 }, (_, hour) => {
    const before = at(yesterday, hour);
    return { hour, ...at(day, hour), yesterdayMeanMs: before.meanMs, yesterdayEnded: before.ended };
  });
}

/** The moments between payment and the end of the waiting; one that nobody told of takes no time. */
const MOMENTS = ['received_at', 'gate2_at', 'gate3_at', 'out_at', 'shown_at'];

async function readHops(pool: Pool, span: Span): Promise<readonly HopRow[]> {
  const reached = MOMENTS.map(
    (_, index) => `least(waited_at, greatest(paid_at, ${MOMENTS.slice(0, index + 1).join(', ')})) as m${index + 1}`,
  );
  const sums = [1, 2, 3, 4, 5, 6].map((index) => `sum(extract(epoch from m${index} - m${index - 1}))::float8 * 1000`);
  const { rows } = await pool.query<HopRow>(
    `select channel, warehouse, carrier, extract(hour from waited_at at time zone 'Asia/Shanghai')::int as hour, count(*)::int as orders,
            array[${sums.join(', ')}] as sums
       from (select channel, warehouse, carrier, waited_at, paid_at as m0, ${reached.join(', ')}, waited_at as m6
               from order_figure where waited_at >= $1 and waited_at < $2 and paid_at is not null) moments
      group by 1, 2, 3, 4`,
    [span.from, span.until],
  );
  return rows;
}
