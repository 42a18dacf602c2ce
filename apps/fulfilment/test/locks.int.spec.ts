import { TRANSACTION_SETTINGS } from '@orderloom/outbox';
import type { Database } from '@orderloom/service-runtime';
import { eventually, freshDatabase } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noEffects } from '../src/application/fulfilment-state.ts';
import type { Tx } from '../src/application/ports.ts';
import { saveEffects } from '../src/persistence/effects.ts';
import { parkClearances } from '../src/persistence/stops.ts';
import { fulfilmentDatabase } from './fulfilment-database.ts';

let database: Database;

beforeAll(async () => {
  database = await fulfilmentDatabase({ url: await freshDatabase('fulfilment locks'), poolSize: 2, hotSettings: TRANSACTION_SETTINGS });
  // Written in another order than that of their ids.
  await database.pool.query(
    `insert into clearance (order_id, cleared_seq, content_hash, content, recipient_token, raised, status, cleared_at, updated_at)
     select o, 1, '', '{}', '', false, 'WAITING', now(), now() from unnest(array['DY-2', 'DY-1']) as o`,
  );
});
afterAll(async () => {
  await database?.close();
});

type Db = Pick<Tx, 'query'>;
const both = ['DY-2', 'DY-1'];

describe('who writes several clearances', () => {
  it.each<readonly [string, (tx: Db, now: Date) => Promise<void>]>([
    ['parks', (tx, now) => parkClearances(tx, both, now)],
    [
      'asks for more sourcing and',
      (tx, now) =>
        saveEffects(tx, { ...noEffects(), resource: both.map((orderId) => ({ orderId, excludeWarehouse: 'WH-HZ', reason: '' })) }, now),
    ],
    [
      'ends',
      (tx, now) => saveEffects(tx, { ...noEffects(), ended: both.map((orderId) => ({ orderId, status: 'ENDED', reason: '' })) }, now),
    ],
  ])('%s locks them in the order of their ids, so that two cannot lock each other out', async (_, write) => {
    const [somebody, writer] = [await database.hot.connect(), await database.hot.connect()];
    try {
      await somebody.query('begin');
      await somebody.query(`select from clearance where order_id = 'DY-1' for update`);
      await writer.query('begin');
      const written = write({ query: (text, values) => writer.query(text, [...(values ?? [])]) }, new Date());
      await eventually(async () => {
        const { rows } = await somebody.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(rows).toHaveLength(1);
      });
      const { rowCount } = await somebody.query(`select from clearance where order_id = 'DY-2' for update skip locked`);
      await somebody.query('rollback');
      await written;
      await writer.query('rollback');
      expect(rowCount).toBe(1);
    } finally {
      somebody.release();
      writer.release();
    }
  });
});
