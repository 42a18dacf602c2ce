import type { Pool } from 'pg';
import { daySpan, type Span } from '../../domain/shanghai-day.ts';
import { delayQuantile, SYNC_LIMIT_MS, withinLimit, type DelayCount } from '../../domain/sync-delay.ts';
import { setName } from '../board-sets.ts';
import { countSets } from '../count-sets.ts';
import { boardAge } from './board-age.ts';

export interface SystemDelay extends DelayCount {
  readonly system: string;
}

/** How late the facts are that the hub recorded in a day (FUL-05). The hub's own words are no part of the whole: they cannot be late. */
export async function syncBoard(pool: Pool, asked: { readonly day: string; readonly now: Date }) {
  const { day, now } = asked;
  const late = setName('late-facts', day);
  const [age, counts, delays] = await Promise.all([boardAge(pool, now), countSets(pool, [late], now), readDelays(pool, daySpan(day))]);
  const systems = [...Map.groupBy(delays, (row) => row.system)].map(([system, rows]) => shown(system, rows));
  return {
    age,
    day,
    limitMs: SYNC_LIMIT_MS,
    total: shown('', delays.filter(isOutside)),
    lateOrders: counts(late),
    systems: systems.toSorted((a, b) => (b.p95Ms ?? 0) - (a.p95Ms ?? 0)),
  };
}

/** Delays by system and bucket; also what the clock has not summed up yet. */
export async function readDelays(pool: Pool, span: Span): Promise<readonly SystemDelay[]> {
  const { rows } = await pool.query<SystemDelay>(
    `select system, bucket, sum(facts)::int as facts
       from (select system, bucket, facts from sync_delay where slot >= $1 and slot < $2
             union all select system, bucket, facts from sync_news where slot >= $1 and slot < $2) counted
      group by 1, 2`,
    [span.from, span.until],
  );
  return rows;
}

export function isOutside(row: { readonly system: string }): boolean {
  return row.system !== 'hub';
}

function shown(system: string, rows: readonly DelayCount[]) {
  const facts = rows.reduce((sum, row) => sum + row.facts, 0);
  const within = withinLimit(rows);
  return {
    system,
    facts,
    within,
    withinShare: facts === 0 ? null : within / facts,
    p50Ms: delayQuantile(rows, 0.5) ?? null,
    p95Ms: delayQuantile(rows, 0.95) ?? null,
    p99Ms: delayQuantile(rows, 0.99) ?? null,
  };
}
