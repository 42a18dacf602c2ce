import type { Pool } from 'pg';
import { dayBefore, dayOf, daySpan } from '../domain/shanghai-day.ts';
import { countIndicators } from './boards/health-board.ts';

const TREND_DAYS = 90;
/** Facts of a day still come in the days after it. */
const UNSETTLED_DAYS = 3;

/** Keeps the indicators of the days that are over: those of the last days anew, older ones once. */
export async function keepHealthDays(pool: Pool, now: Date, weightsVersion: number): Promise<void> {
  const { rows } = await pool.query<{ first: Date | null; known: readonly string[] }>(
    `select (select placed_at from order_twin where imported_by is null order by placed_at, id limit 1) as first,
            array(select day::text from health_day where day >= $1) as known`,
    [dayBefore(dayOf(now), TREND_DAYS)],
  );
  const first = rows[0]?.first;
  if (first === null || first === undefined) return;
  const known = new Set(rows[0]?.known);
  for (let age = 1; age < TREND_DAYS; age += 1) {
    const day = dayBefore(dayOf(now), age);
    if (daySpan(day).until <= first) return;
    if (age <= UNSETTLED_DAYS || !known.has(day)) await keepDay(pool, day, now, weightsVersion);
  }
}

async function keepDay(pool: Pool, day: string, now: Date, weightsVersion: number): Promise<void> {
  const { counts } = await countIndicators(pool, day, now);
  await pool.query(
    `insert into health_day (day, good, due, weights_version, computed_at) values ($1, $2, $3, $4, $5)
     on conflict (day) do update set good = excluded.good, due = excluded.due, computed_at = excluded.computed_at`,
    [day, counts.map((count) => count?.good ?? 0), counts.map((count) => count?.due ?? 0), weightsVersion, now],
  );
}
