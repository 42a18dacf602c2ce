import { eventually } from '@orderloom/testing';
import { Client } from 'pg';
import { register } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paid, startInventory, type InventoryUnderTest } from './start-inventory.ts';
import { at, put, stateOf, sums, told } from './stock-events.ts';

let inventory: InventoryUnderTest;
beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

describe('paid orders whose stock cannot be locked', () => {
  it('are taken on, and get it in the order of their payments once it can; what is short then is told', async () => {
    await put(inventory, 'STUCK', 15);
    await put(inventory, 'OTHER', 5);
    const stranger = new Client({ connectionString: inventory.databaseUrl });
    await stranger.connect();
    try {
      await stranger.query(`begin; select 1 from sku_stock where sku = 'STUCK' for update`);
      await inventory.tell(Array.from({ length: 20 }, (_, nth) => paid(`stuck-${19 - nth}`, { STUCK: 1 }, at(19 - nth))));
      await eventually(async () => expect(await unlocked()).toBe(20), { timeoutMs: 30_000 });
      expect(await sums(inventory, 'STUCK')).toMatchObject({ reserved: 0 });
      expect(await metric('hub_stock_degraded')).toBe(1);
      expect(await metric('hub_stock_unlocked_orders')).toBe(20);
      expect(await told(inventory, 'stock-short', 'stuck-0')).toEqual([]);
    } finally {
      await stranger.query('rollback');
      await stranger.end();
    }
    await eventually(async () => expect(await unlocked()).toBe(0), { timeoutMs: 40_000 });
    expect(await sums(inventory, 'STUCK')).toMatchObject({ on_hand: 15, reserved: 15 });
    const states = await Promise.all(Array.from({ length: 20 }, (_, nth) => stateOf(inventory, `stuck-${nth}`)));
    expect(states).toEqual(Array.from({ length: 20 }, (_, nth) => (nth < 15 ? 'CONFIRMED' : 'WAITING')));
    expect(await told(inventory, 'stock-reserved', 'stuck-0')).toHaveLength(1);
    expect(await told(inventory, 'stock-short', 'stuck-19')).toMatchObject([{ lines: [{ sku: 'STUCK', wanted: 1 }] }]);
    await inventory.tell([paid('after', { OTHER: 1 })]);
    await eventually(async () => expect(await stateOf(inventory, 'after')).toBe('CONFIRMED'));
    expect(await metric('hub_stock_degraded')).not.toBe(1);
    expect(await metric('hub_stock_degraded_total')).toBe(1);
  });
});

describe("the writer's memory", () => {
  it('answers for a SKU that it has seen, and the metrics say how often', async () => {
    await put(inventory, 'SEEN', 50);
    const before = [await metric('hub_stock_memory_total', 'known'), await metric('hub_stock_memory_total', 'read')] as const;
    for (let nth = 0; nth < 5; nth += 1) {
      await inventory.tell([paid(`seen-${nth}`, { SEEN: 1 })]);
      await eventually(async () => expect(await stateOf(inventory, `seen-${nth}`)).toBe('CONFIRMED'));
    }
    expect(await metric('hub_stock_memory_total', 'read')).toBe(before[1]);
    expect((await metric('hub_stock_memory_total', 'known')) ?? 0).toBeGreaterThanOrEqual((before[0] ?? 0) + 5);
    expect((await register.getSingleMetricAsString('hub_stock_lock_wait_seconds')).length).toBeGreaterThan(0);
  });
});

async function unlocked(): Promise<number | undefined> {
  const { rows } = await inventory.pool.query<{ count: number }>(
    `select count(*)::int as count from order_stock where unlocked_since is not null and state = 'WAITING'`,
  );
  return rows[0]?.count;
}

async function metric(name: string, found?: string): Promise<number | undefined> {
  const values = (await register.getSingleMetric(name)?.get())?.values ?? [];
  return values.find((value) => found === undefined || value.labels['found'] === found)?.value;
}
