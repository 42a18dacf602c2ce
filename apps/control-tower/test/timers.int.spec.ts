import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { explainingPool, freshDatabase, type Plan } from '@orderloom/testing';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtClocks } from '../src/application/announce-stuck.ts';
import { applyThresholds } from '../src/application/apply-thresholds.ts';
import { driveBulkJobs } from '../src/application/drive-bulk-jobs.ts';
import { fillRows } from '../src/application/fill-rows.ts';
import { poolUnlocked } from '../src/application/pool-unlocked.ts';
import type { PublishedThresholds } from '../src/application/ports.ts';
import { watchFigures } from '../src/application/watch-figures.ts';
import { bulkStore } from '../src/persistence/bulk-store.ts';
import { keepHealthDays } from '../src/persistence/health-days.ts';
import { historyStore } from '../src/persistence/history-store.ts';
import { storiesOf, unfilledTwins } from '../src/persistence/order-list/unfilled.ts';
import { gatherChanges } from '../src/persistence/order-changes.ts';
import { publishedThresholds } from '../src/persistence/published-thresholds.ts';
import { towerStore } from '../src/persistence/tower-store.ts';

const ORDERS = 20_000;
const IMPORTED = 2_000;
/** Tables that grow with every order. */
const GROWING = [
  'order_twin',
  'order_change',
  'order_figure',
  'order_search',
  'platform_order',
  'fact',
  'work_item',
  'import_fact',
  'bulk_row',
  'bulk_job',
];
const now = new Date('2026-11-22T04:00:00Z');

let database: Database;
let asked: ReturnType<typeof explainingPool>;
let published: PublishedThresholds;

beforeAll(async () => {
  const url = await freshDatabase('timers');
  database = await openDatabase({
    url,
    poolSize: 4,
    applicationName: 'timers-spec',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
  published = await publishedThresholds(database.pool);
  await fillWithThePast(database.pool);
  asked = explainingPool(url);
}, 120_000);
afterAll(async () => {
  await asked.pool.end();
  await database.close();
});

/** Orders that are over, as most are, from ninety days; some of them from a file. None has anything left to do, and none was ever stopped or told late. */
async function fillWithThePast(pool: Pool): Promise<void> {
  const placedAt = `$1::timestamptz - interval '90 days' * (1 - n::float8 / ${ORDERS})`;
  await pool.query(
    `insert into order_twin (id, state, channel, shop_id, status, current_gate, placed_at, updated_at, paid_at, facets, imported_by)
     select case when n <= ${IMPORTED} then 'IM.dy.' || n else 'DY20261122-' || n end, jsonb_build_object('id', n, 'paidAt', 1, 'said', repeat(md5(n::text), 20)), 'DY', 'dy',
            'SIGNED', case when n <= ${IMPORTED} then 8 else 7 end, ${placedAt}, $1, ${placedAt}, '{}', case when n <= ${IMPORTED} then $2::uuid end
       from generate_series(1, ${ORDERS}) n`,
    [now, uuidv7()],
  );
  await pool.query(
    `insert into order_search (term, order_id)
     select kind || right(id, 9), id from order_twin, unnest(array['no', 'phone', 'tail', 'parcel']) kind`,
  );
  await pool.query(
    `insert into order_figure (order_id, channel, shop_id, status, current_gate, is_open, decision_changed, as_ordered, short_sku, warehouse, carrier,
                               created_at, received_at, paid_at, waited_at, final_at, promised_ship_at, eta_at, first_decided_at)
     select id, channel, shop_id, status, current_gate, false, false, true, '', 'WH', 'SF', placed_at, placed_at, placed_at, placed_at, placed_at, placed_at, placed_at, placed_at
       from order_twin where imported_by is null order by placed_at`,
  );
  await pool.query(`insert into platform_order (shop_id, platform_order_no, order_id) select 'dy', id, id from order_twin`);
  await pool.query(
    `insert into import_fact (import_id, shop_id, platform_order_no, sample, order_id, channel, state, refund, has_number, file_at)
     select imported_by, 'dy', substr(id, 7), false, id, 'DY', 'DONE', '', true, $1 from order_twin where imported_by is not null`,
    [now],
  );
  await pool.query(
    `insert into work_item (id, pool, matter, order_id, owner, summary, opened_at, due_at, closed_at)
     select gen_random_uuid(), 'SHORTAGE', id, id, 'operations', jsonb_build_object('said', repeat(md5(id), 8)), placed_at, placed_at, placed_at from order_twin limit 20000`,
  );
  await pool.query(
    `insert into fact (event_id, order_id, type, system, actor, occurred_at, received_at, recorded_at, raw_ref, data)
     select gen_random_uuid(), id, 'hub.order.placed.v1', 'douyin', 'order', placed_at, placed_at, placed_at, '', jsonb_build_object('said', repeat(md5(id), 8))
       from order_twin`,
  );
  await pool.query(
    `with job as (
       insert into bulk_job (id, deed, reason, started_by, started_at, finished_at, total, idempotency_key, input_hash)
       select gen_random_uuid(), 'HOLD', 'spec', 'lin', $1, $1, 100, n, '' from generate_series(1, 3000) n returning id)
     insert into bulk_row (job_id, position, order_id, state, code, settled_at)
     select id, n, 'DY20261122-' || n, 'DONE', 'ORDER_HELD', $1 from job, generate_series(1, 7) n`,
    [now],
  );
  await pool.query(
    `insert into health_day (day, good, due, weights_version, computed_at) select $1::date - n, '{}', '{}', 1, $1 from generate_series(1, 90) n`,
    [now],
  );
  await gatherChanges(pool);
  await pool.query('analyze');
}

const outbox = createOutbox({ source: 'control-tower', now: () => now, wake: () => undefined });
const deps = { outbox, now: () => now, thresholds: () => published.gates(), store: towerStore };

/** What a timer's turn read, by its statements. */
async function turnOf(work: () => Promise<unknown>): Promise<readonly Plan[]> {
  asked.take();
  await work();
  const plans = asked.take();
  expect(plans).not.toEqual([]);
  return plans;
}
const wholeReads = (plans: readonly Plan[]): readonly Plan[] =>
  plans.filter((plan) => plan.wholeTables.some((table) => GROWING.includes(table)));
const pages = (plans: readonly Plan[]): number => plans.reduce((sum, plan) => sum + plan.pages, 0);

describe('timers, when there is nothing to do', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['clocks', () => lookAtClocks(deps, asked.pool)],
    ['paid orders without stock', () => poolUnlocked(deps, asked.pool)],
    ['blank rows', () => fillRows({ ...deps, unfilled: unfilledTwins, stories: storiesOf }, asked.pool)],
    ['new thresholds', () => applyThresholds(deps, asked.pool, published)],
    [
      'bulk jobs',
      () =>
        driveBulkJobs({
          bulk: bulkStore,
          store: towerStore,
          outbox,
          now: () => now,
          transact: (work) => inTransaction(asked.pool, work),
          newId: uuidv7,
          wake: () => undefined,
        }),
    ],
  ])('read next to nothing of the past: %s', async (_, work) => {
    const plans = await turnOf(work);
    expect(wholeReads(plans)).toEqual([]);
    expect(pages(plans)).toBeLessThan(60);
  });
  it('read no whole table for the watched figures and the days that are over', async () => {
    expect(wholeReads(await turnOf(() => watchFigures(deps, asked.pool, published)))).toEqual([]);
    expect(wholeReads(await turnOf(() => keepHealthDays(asked.pool, now, 1)))).toEqual([]);
  });
});

describe('an order that a file told before', () => {
  it('takes the place of its row without a look at the rest', async () => {
    const plans = await turnOf(() =>
      inTransaction(asked.pool, (tx) =>
        historyStore.join(tx, [{ shopId: 'dy', platformOrderNo: '77', importedId: 'IM.dy.77', orderId: 'DY20261122-19999' }]),
      ),
    );
    expect(wholeReads(plans)).toEqual([]);
    expect(pages(plans)).toBeLessThan(120);
    const { rows } = await database.pool.query(`select 1 from order_search where order_id = 'IM.dy.77'`);
    expect(rows).toEqual([]);
    const { rows: facts } = await database.pool.query<{ order_id: string }>(
      `select order_id from import_fact where platform_order_no = '77'`,
    );
    expect(facts).toEqual([{ order_id: 'DY20261122-19999' }]);
  });
});
