import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

/** As many as a turn waits for before it begins beside another. */
const MANY = 200;
let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(async () => {
  await world?.remove();
});

const orderOf = (serial: number) => ({
  orderId: `DY20261123-${String(serial).padStart(5, '0')}`,
  lines: [{ lineNo: '1', sku: 'CUP-CELADON', quantity: 1 }],
});
const count = async (sql: string): Promise<number> => {
  const { rows } = await world.pool.query<{ count: number }>(`select count(*)::int as count from ${sql}`);
  return rows[0]?.count ?? 0;
};

describe('orders that are planned while the stock owner is asked for others', () => {
  it('get the last pieces, though what the others take is missing from the stock that is read and still unanswered', async () => {
    world.peers.stock.set('WH-HZ CUP-CELADON', { onHand: MANY + 1, allocated: 0 });
    // Else it would be too full to be asked.
    world.peers.stock.set('WH-HZ POT-YIXING', { onHand: 100_000, allocated: 0 });
    let release = (): void => undefined;
    world.peers.holdAnswers(new Promise((resolve) => (release = () => resolve())));
    await world.clear([orderOf(0)]);
    await eventually(async () => expect(world.peers.allocations.size).toBe(1));
    await world.clear(Array.from({ length: MANY }, (_, index) => orderOf(index + 1)));
    // They wait, planned or not; nobody may say that there is nothing left for them.
    await eventually(async () => expect(await count('clearance')).toBe(MANY + 1), { timeoutMs: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    release();
    await eventually(async () => expect(await count(`fulfilment_order where status = 'ACCEPTED'`)).toBe(MANY + 1), { timeoutMs: 30_000 });
    expect(await count(`sourcing_decision where outcome <> 'SOURCED'`)).toBe(0);
    expect(world.peers.stock.get('WH-HZ CUP-CELADON')).toEqual({ onHand: MANY + 1, allocated: MANY + 1 });
  }, 90_000);
});
