import { inTransaction } from '@orderloom/outbox';
import { eventually } from '@orderloom/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGeocoding } from '../src/persistence/geocoding-table.ts';
import { startHarness, type Harness } from './harness.ts';

const COUNT = 40;
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('tells the places that are found while a slow map service is asked for the others', async () => {
  await harness.control('POST', 'misbehave', { system: 'amap', kind: 'http-500' });
  const { pushes } = await harness.control<{ pushes: readonly Minted[] }>('POST', 'mint', { channel: 'DY', count: COUNT });
  await Promise.all(pushes.map((one) => fetch(one.url, { method: 'POST', headers: one.headers, body: one.body })));
  const waiting = async (): Promise<number> => (await harness.pool.query('select 1 from geocode_wait where attempts > 0')).rows.length;
  await eventually(async () => expect(await waiting()).toBe(COUNT), { timeoutMs: 20_000 });
  await harness.pool.query(
    `insert into placed_order (shop_id, platform_order_no, order_id)
     select shop_id, platform_order_no, 'O-' || platform_order_no from captured_order on conflict do nothing`,
  );
  await harness.control('DELETE', 'misbehave');
  await harness.control('POST', 'misbehave', { system: 'amap', kind: 'slow', ms: 1_100 });
  await harness.pool.query('update geocode_wait set due_at = now()');
  const told = async (): Promise<number> => (await harness.events('hub.channel.recipient-located.v1')).length;
  const first = await eventually(async () => (await told()) || false, { timeoutMs: 15_000, everyMs: 50 });
  expect(first).toBeLessThan(COUNT);
  await eventually(async () => expect(await told()).toBe(COUNT), { timeoutMs: 20_000 });
});

it('ends the waiting of those whose place was just found, or of all whose place is known and whose order has its id', async () => {
  await harness.stopAdapter();
  const [placed, other, unplaced, unknown] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await harness.pool.query(
    `insert into geocode_wait (token, shop_id, platform_order_no, address_index, due_at)
     select token, 'S', token::text, case when token = $2 then 'nowhere' else 'somewhere' end, now() from unnest($1::uuid[]) as t (token)`,
    [[placed, other, unplaced, unknown], unknown],
  );
  await harness.pool.query(
    `insert into placed_order (shop_id, platform_order_no, order_id) select 'S', no, 'O-' || no from unnest($1::text[]) as t (no)`,
    [[placed, other, unknown]],
  );
  await harness.pool.query(
    `insert into geocode_cache (address_index, longitude, latitude, precision, raw_id, found_at) values ('somewhere', 120, 30, 'BUILDING', '', now())`,
  );
  const geocoding = createGeocoding(harness.pool, { open: () => Promise.resolve([]) });
  const told = (tokens?: readonly string[]) =>
    inTransaction(harness.pool, async (tx) => (await geocoding.settle(tx, tokens)).map(({ token }) => token));
  expect(await told([placed, unplaced, unknown])).toEqual([placed]);
  expect(await told()).toEqual([other]);
  const { rows } = await harness.pool.query(`select token from geocode_wait where shop_id = 'S'`);
  expect(rows.map(({ token }) => token).toSorted()).toEqual([unplaced, unknown].toSorted());
});

interface Minted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
