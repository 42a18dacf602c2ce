import type { Pool } from 'pg';
import { healthScore, indicators, shareOf, type IndicatorCount } from '../../domain/indicators.ts';
import type { InForce } from '../../domain/threshold-definitions.ts';
import { dayBefore, daySpan } from '../../domain/shanghai-day.ts';
import { withinLimit } from '../../domain/sync-delay.ts';
import { setName } from '../board-sets.ts';
import { countSets, type CountedSet } from '../count-sets.ts';
import { boardAge } from './board-age.ts';
import { remember } from './remember.ts';
import { isOutside, readDelays } from './sync-board.ts';

export interface DayOfIndicators {
  readonly counts: readonly (IndicatorCount | undefined)[];
  readonly sets: readonly { readonly good: CountedSet; readonly missed: CountedSet; readonly due: CountedSet }[];
}

const ITEMS = 10;
const FACTS = 8;

/** Twelve indicators and their weighted mean (C-07, OBS-02, OBS-08). */
export async function healthBoard(
  pool: Pool,
  asked: { readonly day: string; readonly days: number; readonly now: Date; readonly weights: InForce },
) {
  const { day, now, weights } = asked;
  const [age, own, before, trend] = await Promise.all([
    boardAge(pool, now),
    countIndicators(pool, day, now),
    dayOver(pool, dayBefore(day), () => countIndicators(pool, dayBefore(day), now)),
    readDays(pool, day, asked.days),
  ]);
  const byNumber = weightsOf(weights);
  const shares = own.counts.map(shareOf);
  const sharesBefore = before.counts.map(shareOf);
  const score = healthScore(shares, byNumber);
  const shown = indicators.map((indicator, index) => {
    const [share, previous] = [shares[index], sharesBefore[index]];
    return {
      ...indicator,
      ...own.sets[index],
      share: share ?? null,
      weight: byNumber[index] ?? 0,
      absent: share !== undefined ? null : own.counts[index] === undefined ? 'NO_SOURCE' : 'NOTHING_DUE',
      change: share === undefined || previous === undefined ? null : share - previous,
    };
  });
  const today = score === undefined ? [] : [{ day, score, shares: shares.map((one) => one ?? null), weightsVersion: weights.version }];
  return {
    age,
    day,
    score: score ?? null,
    previousScore: healthScore(sharesBefore, byNumber) ?? null,
    weightsVersion: weights.version,
    indicators: shown,
    absent: shown.filter((one) => one.absent !== null).map((one) => one.key),
    trend: [...trend, ...today],
  };
}

/** Late facts still change a day that is over, but not from one second to the next. */
const dayOver = remember<DayOfIndicators>(60_000);

export function weightsOf({ values }: InForce): readonly number[] {
  return indicators.map(({ number }) => values[`weight${number}`] ?? 1);
}

/** Counts the twelve of a day until now; what has no source yet is undefined, which is not nothing. */
export async function countIndicators(pool: Pool, day: string, now: Date): Promise<DayOfIndicators> {
  const listed = indicators.filter((one) => one.orders !== undefined || one.number === ITEMS);
  const kinds = ['due', 'good', 'missed'] as const;
  const [counts, delays] = await Promise.all([
    countSets(
      pool,
      listed.flatMap((one) => kinds.map((kind) => setName(kind, one.number, day))),
      now,
    ),
    readDelays(pool, daySpan(day)),
  ]);
  const outside = delays.filter(isOutside);
  const facts = { good: withinLimit(outside), due: outside.reduce((sum, row) => sum + row.facts, 0) };
  const sets = indicators.map((one) => {
    if (listed.includes(one)) {
      const [due, good, missed] = kinds.map((kind) => counts(setName(kind, one.number, day)));
      if (due !== undefined && good !== undefined && missed !== undefined) return { due, good, missed };
    }
    return one.number === FACTS ? unlisted(facts) : unlisted({ good: 0, due: 0 });
  });
  return {
    sets,
    counts: sets.map(({ good, due }, index) => {
      const hasSource = listed.some((one) => one.number === index + 1) || index + 1 === FACTS;
      return hasSource ? { good: good.count, due: due.count } : undefined;
    }),
  };
}

function unlisted({ good, due }: IndicatorCount) {
  const count = (value: number): CountedSet => ({ count: value, place: '', set: '' });
  return { good: count(good), missed: count(due - good), due: count(due) };
}

interface DayRow {
  readonly day: string;
  readonly good: readonly number[];
  readonly due: readonly number[];
  readonly weights_version: number;
  readonly weights: Readonly<Record<string, number>> | null;
}

async function readDays(pool: Pool, day: string, days: number) {
  const { rows } = await pool.query<DayRow>(
    `select d.day::text as day, d.good, d.due, d.weights_version, v.thresholds as weights
       from health_day d left join threshold_version v on v.kind = 'INDICATORS' and v.version = d.weights_version
      where d.day < $1 and d.day > $1::date - $2::int order by d.day`,
    [day, days],
  );
  return rows.flatMap((row) => {
    const shares = indicators.map((_, index) => shareOf({ good: row.good[index] ?? 0, due: row.due[index] ?? 0 }));
    const score = healthScore(shares, weightsOf({ version: row.weights_version, values: row.weights ?? {} }));
    if (score === undefined) return [];
    return [{ day: row.day, score, shares: shares.map((one) => one ?? null), weightsVersion: row.weights_version }];
  });
}
