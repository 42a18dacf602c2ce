import { outboxMigrations, TRANSACTION_SETTINGS } from '@orderloom/outbox';
import { rawArchiveMigrations } from '@orderloom/raw-archive';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { explainingPool, freshDatabase } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderPlan } from '../src/application/sourcing-stores.ts';
import { writePlans } from '../src/persistence/plans.ts';

const EARLIER = 5_000;
let url: string;
let database: Database;

beforeAll(async () => {
  url = await freshDatabase('fulfilment plans');
  database = await openDatabase({
    url,
    poolSize: 1,
    applicationName: 'plans',
    entities: [],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(new URL('../migrations', import.meta.url).pathname)],
  });
  // As between two vacuums on a busy day.
  await database.pool.query('alter table clearance set (autovacuum_enabled = off)');
  const insert = `insert into clearance (order_id, cleared_seq, content_hash, content, recipient_token, raised, status, cleared_at, updated_at)
                  select $1 || n, n, '', '{}', '', false, 'WAITING', now(), now() from generate_series(1, $2::int) as n`;
  await database.pool.query(insert, ['earlier', EARLIER]);
  await database.pool.query(`update clearance set status = 'SOURCED'`);
  await database.pool.query(insert, ['now', 5]);
});
afterAll(async () => {
  await database?.close();
});

const planOf = (serial: number): OrderPlan => ({
  order: {
    ...{ orderId: `now${serial}`, clearedSeq: BigInt(serial), contentHash: '', nextSerial: 1, refusals: 0, rounds: 0 },
    ...{ excluded: new Map(), traceparent: '', given: [], freightCarried: false },
    clearance: {
      ...{ orderId: `now${serial}`, channel: 'DY', shopId: '', platformOrderNo: '', raised: false, recipientToken: '', precision: 'CITY' },
      ...{ district: { code: '', province: '', city: '', county: '' }, at: { longitude: 0, latitude: 0 }, lines: [], freightFen: '0' },
      ...{ placedAt: '', paidAt: '', promisedShipAt: '' },
    },
  },
  ...{ status: 'SOURCED', rounds: 0, decision: undefined, fulfilments: [] },
});

describe('writing plans', () => {
  it('looks at its own orders only, however many have waited since the last vacuum', async () => {
    const { pool, take } = explainingPool(url);
    const client = await pool.connect();
    try {
      // Planned as in the service: for any parameters.
      await client.query(TRANSACTION_SETTINGS.replaceAll('-c ', 'set ').replace(' set', '; set'));
      take();
      const written = await writePlans(
        { query: (text, values) => client.query(text, [...(values ?? [])]) },
        [1, 2, 3, 4, 5].map(planOf),
        new Date(),
      );
      const pages = take().reduce((sum, plan) => sum + plan.pages, 0);
      expect(written.size).toBe(5);
      // Each row and its index; the rows that waited before lie on ten times as many.
      expect(pages).toBeLessThan(60);
    } finally {
      client.release();
      await pool.end();
    }
  });
});
