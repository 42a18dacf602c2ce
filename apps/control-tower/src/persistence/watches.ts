import type { Pool } from 'pg';
import type { Watched } from '../domain/alerts.ts';
import type { Phrase } from '../domain/answer.ts';
import { alertRules, type AlertRuleName } from '../domain/alert-rules.ts';
import { expectedOrders } from '../domain/expected-orders.ts';
import { gateNames, gateOwners } from '../domain/gates.ts';
import { dayOf } from '../domain/shanghai-day.ts';
import { delayQuantile } from '../domain/sync-delay.ts';
import { setName } from './board-sets.ts';
import { lastOf, readArrivalHours, weekOfArrivals } from './boards/arrivals.ts';
import { isOutside, readDelays } from './boards/sync-board.ts';
import type { CountedSet } from '../domain/counted-set.ts';
import { countSets } from './count-sets.ts';

const HOUR_MS = 3_600_000;
/** Fewer orders than these say nothing about all. */
const TELLING = 5;
const DRIFT_MS = 24 * HOUR_MS;

/** Measures every figure that has alert thresholds. */
export async function readWatches(pool: Pool, now: Date): Promise<readonly Watched[]> {
  const groups = await Promise.all([
    counted(pool, now),
    waitingP90(pool, now),
    channels(pool, now),
    syncDelay(pool, now),
    drift(pool, now),
  ]);
  return groups.flat();
}

function watched(
  rule: AlertRuleName,
  subject: string,
  value: number | undefined,
  door: CountedSet,
  parameters: Phrase['parameters'] = {},
): Watched {
  const known = alertRules.find((one) => one.rule === rule);
  const gate = rule === 'STUCK_AT_GATE' ? gateNames[Number(subject) - 1] : undefined;
  const owner = gate === undefined ? (known?.owner ?? 'operations') : gateOwners[gate];
  const finding = { code: rule, parameters: { subject, ...(value === undefined ? {} : { value }), ...parameters } };
  return { rule, subject, value, unit: known?.unit ?? 'COUNT', owner, finding, door };
}

const ITEM_RULES = { QUARANTINE: 'QUARANTINE', DEAD_LETTERS: 'DEAD_LETTER', SHORTAGE_POOL: 'SHORTAGE', CONFLICTS: 'CONFLICT' } as const;

async function counted(pool: Pool, now: Date): Promise<readonly Watched[]> {
  const gates = ['1', '2', '3', '4', '5', '6', '7'];
  const items = Object.entries(ITEM_RULES) as readonly (readonly [keyof typeof ITEM_RULES, string])[]; // the keys are written out above
  const counts = await countSets(
    pool,
    [...gates.map((gate) => setName('stuck', gate)), ...items.map(([, name]) => setName('pool', name)), 'items-overdue'],
    now,
  );
  const of = (rule: AlertRuleName, subject: string, set: string): Watched => watched(rule, subject, counts(set).count, counts(set));
  return [
    ...gates.map((gate) => of('STUCK_AT_GATE', gate, setName('stuck', gate))),
    ...items.map(([rule, name]) => of(rule, '', setName('pool', name))),
    of('OVERDUE_ITEMS', '', 'items-overdue'),
  ];
}

async function waitingP90(pool: Pool, now: Date): Promise<readonly Watched[]> {
  const set = setName('waited', dayOf(now));
  const [counts, { rows }] = await Promise.all([
    countSets(pool, [set], now),
    pool.query<{ orders: number; p90: number | null }>(
      `select count(*)::int as orders, percentile_disc(0.9) within group (order by extract(epoch from waited_at - paid_at)::float8 * 1000) as p90
         from order_figure where waited_at > $1 and waited_at <= $2`,
      [new Date(now.getTime() - 2 * HOUR_MS), now],
    ),
  ]);
  const found = rows[0];
  const value = (found?.orders ?? 0) < TELLING ? undefined : (found?.p90 ?? undefined);
  return [watched('WAITING_P90', '', value, counts(set), { orders: found?.orders ?? 0 })];
}

interface LagRow {
  readonly shop: string;
  readonly orders: number;
  readonly p95: number;
}

async function channels(pool: Pool, now: Date): Promise<readonly Watched[]> {
  const day = dayOf(now);
  const [hours, week, lags] = await Promise.all([
    readArrivalHours(pool, { from: new Date(now.getTime() - 24 * HOUR_MS), until: now }),
    weekOfArrivals(pool, day),
    pool.query<LagRow>(
      `select shop_id as shop, count(*)::int as orders,
              percentile_disc(0.95) within group (order by greatest(extract(epoch from received_at - created_at), 0)::float8 * 1000) as p95
         from order_figure where received_at > $1 and received_at <= $2 group by 1`,
      [new Date(now.getTime() - HOUR_MS), now],
    ),
  ]);
  const shops = [...new Set([...week, ...hours].map((row) => row.shop))].toSorted();
  const counts = await countSets(
    pool,
    shops.map((shop) => setName('arrived', day, shop)),
    now,
  );
  return shops.flatMap((shop) => {
    const door = counts(setName('arrived', day, shop));
    const [own, before] = [hours, week].map((rows) => rows.filter((row) => row.shop === shop));
    const last = lastOf([...(before ?? []), ...(own ?? [])]);
    const expected = last === undefined ? undefined : expectedOrders(before ?? [], own ?? [], { from: last, until: now });
    const lag = lags.rows.find((row) => row.shop === shop);
    return [
      watched('CHANNEL_SILENT', shop, expected, door, last === undefined ? {} : { since: last.getTime() }),
      watched('ARRIVAL_LAG', shop, (lag?.orders ?? 0) < TELLING ? undefined : lag?.p95, door, { orders: lag?.orders ?? 0 }),
    ];
  });
}

async function syncDelay(pool: Pool, now: Date): Promise<readonly Watched[]> {
  const set = setName('late-facts', dayOf(now));
  const [counts, delays] = await Promise.all([
    countSets(pool, [set], now),
    readDelays(pool, { from: new Date(now.getTime() - 900_000), until: now }),
  ]);
  const outside = delays.filter(isOutside);
  const facts = outside.reduce((sum, row) => sum + row.facts, 0);
  return [watched('SYNC_DELAY', '', facts < TELLING ? undefined : delayQuantile(outside, 0.95), counts(set), { facts })];
}

async function drift(pool: Pool, now: Date): Promise<readonly Watched[]> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from stock_drift where book <> counted and counted_at > $1',
    [new Date(now.getTime() - DRIFT_MS)],
  );
  const count = rows[0]?.count ?? 0;
  return [watched('STOCK_DRIFT', '', count, { count, place: '/inventory', set: '' })];
}
