import type { Pool } from 'pg';
import { gateNames, gateOwners } from '../../domain/gates.ts';
import { dayBefore, daySpan, type Span } from '../../domain/shanghai-day.ts';
import type { GateThresholds } from '../../domain/thresholds.ts';
import { setName } from '../board-sets.ts';
import { countSets } from '../count-sets.ts';
import { boardAge } from './board-age.ts';
import { remember } from './remember.ts';

/** The flow through the seven gates (EXC-10). */
export async function flowBoard(pool: Pool, asked: { readonly day: string; readonly now: Date; readonly thresholds: GateThresholds }) {
  const { day, now, thresholds } = asked;
  const gates = [1, 2, 3, 4, 5, 6, 7];
  const yesterday = dayBefore(day);
  const [age, counts, medians, before, oldest] = await Promise.all([
    boardAge(pool, now),
    countSets(
      pool,
      gates.flatMap((gate) => [
        setName('passed', gate, day),
        setName('passed-lately', gate),
        setName('standing', gate),
        setName('stuck', gate),
      ]),
      now,
    ),
    readMedians(pool, daySpan(day)),
    dayOver(pool, yesterday, () => readMedians(pool, daySpan(yesterday))),
    readOldest(pool, now),
  ]);
  return {
    age,
    day,
    gates: gates.map((gate) => {
      const name = gateNames[gate - 1] ?? 'PAYMENT_CONFIRMED';
      return {
        gate,
        name,
        owner: gateOwners[name],
        passed: counts(setName('passed', gate, day)),
        standing: counts(setName('standing', gate)),
        stuck: counts(setName('stuck', gate)),
        oldestStuckAt: oldest.get(gate)?.stuck_at ?? null,
        oldestStuckId: oldest.get(gate)?.order_id ?? null,
        medianMs: medians.get(gate) ?? null,
        yesterdayMedianMs: before.get(gate) ?? null,
        plannedMs: plannedOf(gate, thresholds) ?? null,
        passedLastHour: counts(setName('passed-lately', gate)),
      };
    }),
  };
}

const dayOver = remember<ReadonlyMap<number, number>>(600_000);

/** Median time at each gate of the orders that passed it in the span. */
async function readMedians(pool: Pool, span: Span): Promise<ReadonlyMap<number, number>> {
  const passes = [
    [1, 'created_at', 'paid_at'],
    ...[2, 3, 4, 5, 6, 7].map((gate) => [gate, gate === 2 ? 'paid_at' : `gate${gate - 1}_at`, `gate${gate}_at`] as const),
  ] as const;
  const { rows } = await pool.query<{ gate: number; median: number }>(
    passes
      .map(
        ([gate, begun, ended]) =>
          `select ${gate} as gate, percentile_disc(0.5) within group (order by greatest(extract(epoch from ${ended} - ${begun}), 0)::float8 * 1000) as median
             from order_figure where ${ended} >= $1 and ${ended} < $2 and ${begun} is not null having count(*) > 0`,
      )
      .join(' union all '),
    [span.from, span.until],
  );
  return new Map(rows.map((row) => [row.gate, row.median]));
}

async function readOldest(pool: Pool, now: Date) {
  const { rows } = await pool.query<{ current_gate: number; stuck_at: Date; order_id: string }>(
    `select distinct on (current_gate) current_gate, stuck_at, order_id from order_figure
      where is_open and stuck_at <= $1 order by current_gate, stuck_at, order_id`,
    [now],
  );
  return new Map(rows.map((row) => [row.current_gate, row]));
}

function plannedOf(gate: number, t: GateThresholds): number | undefined {
  return new Map([
    [2, t.lockPlanned],
    [3, t.sourcePlanned],
    [4, t.carrierPlanned],
    [5, t.acceptPlanned],
  ]).get(gate);
}
