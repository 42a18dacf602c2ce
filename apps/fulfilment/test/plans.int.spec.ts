import { TRANSACTION_SETTINGS } from '@orderloom/outbox';
import type { Database } from '@orderloom/service-runtime';
import { explainingPool, freshDatabase } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noEffects } from '../src/application/fulfilment-state.ts';
import type { OrderPlan } from '../src/application/sourcing-stores.ts';
import { readWaiting } from '../src/persistence/clearances.ts';
import { saveEffects } from '../src/persistence/effects.ts';
import { writePlans } from '../src/persistence/plans.ts';
import { fulfilmentDatabase } from './fulfilment-database.ts';

const EARLIER = 5_000;
let url: string;
let database: Database;

beforeAll(async () => {
  url = await freshDatabase('fulfilment plans');
  database = await fulfilmentDatabase({ url });
  // As between two vacuums on a busy day.
  await database.pool.query('alter table clearance set (autovacuum_enabled = off)');
  const insert = `insert into clearance (order_id, cleared_seq, content_hash, content, recipient_token, raised, status, cleared_at, updated_at)
                  select $1 || n, n, '', '{}', '', false, 'WAITING', now(), now() from generate_series(1, $2::int) as n`;
  await database.pool.query(insert, ['earlier', EARLIER]);
  await database.pool.query(`update clearance set status = 'SOURCED'`);
  await database.pool.query(insert, ['now', 5]);
  await database.pool.query(insert, ['again', 1]);
});
afterAll(async () => {
  await database?.close();
});

const planOf = (serial: number, order = 'now'): OrderPlan => ({
  order: {
    ...{ orderId: `${order}${serial}`, clearedSeq: BigInt(serial), contentHash: '', nextSerial: 1, refusals: 0, rounds: 0 },
    ...{ excluded: new Map(), traceparent: '', given: [], freightCarried: false },
    clearance: {
      ...{
        orderId: `${order}${serial}`,
        channel: 'DY',
        shopId: '',
        platformOrderNo: '',
        raised: false,
        recipientToken: '',
        precision: 'CITY',
      },
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
        [1, 2, 3, 4, 5].map((serial) => planOf(serial)),
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

  it('leaves nothing of an order that a warehouse has refused since it was read: more of it is to be sourced, and not there', async () => {
    const { pool } = database;
    const refused = { ...noEffects(), resource: [{ orderId: 'again1', excludeWarehouse: 'WH-HZ', reason: 'full' }] };
    await saveEffects(pool, refused, new Date());
    expect([...(await writePlans(pool, [planOf(1, 'again')], new Date()))]).toEqual([]);
    const [order, ...others] = await readWaiting(pool, { limit: 9, except: [] });
    expect([order?.orderId, order?.refusals, others.length]).toEqual(['again1', 1, 0]);
    if (order === undefined) throw new Error('it waits no more');
    expect([...(await writePlans(pool, [{ ...planOf(1, 'again'), order }], new Date()))]).toEqual(['again1']);
  });
});
