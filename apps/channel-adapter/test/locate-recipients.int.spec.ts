import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

interface Minted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
