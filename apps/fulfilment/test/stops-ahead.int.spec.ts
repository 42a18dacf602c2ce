import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  world.peers.stock.set('WH-HZ CUP-CELADON', { onHand: 100, allocated: 0 });
}, 120_000);
afterAll(async () => {
  await world?.remove();
});

const orderOf = (orderId: string, quantity = 1) => ({ orderId, lines: [{ lineNo: '1', sku: 'CUP-CELADON', quantity }] });
const types = async (orderId: string): Promise<readonly string[]> => (await world.told(orderId)).map((event) => event.type);
const proposals = async (): Promise<readonly string[]> => {
  const { rows } = await world.pool.query<{ order_id: string }>('select order_id from stop_proposal order by proposed_at');
  return rows.map((row) => row.order_id);
};

describe('a stop', () => {
  it('reaches the warehouse while clearances stand behind an order that somebody holds; one of an order that stands there too waits for it', async () => {
    const [held, free, late] = ['DY20261123-10001', 'DY20261123-10002', 'DY20261123-10003'];
    await world.clear([orderOf(held), orderOf(free)]);
    for (const one of [held, free]) await eventually(async () => expect(await types(one)).toContain('warehouse-accepted'));
    const somebody = await world.pool.connect();
    try {
      await somebody.query('begin');
      await somebody.query('select 1 from clearance where order_id = $1 for update', [held]);
      await world.clear([orderOf(held, 2)]);
      await eventually(async () => {
        const { rows } = await world.pool.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(rows).toHaveLength(1);
      });
      await world.clear([orderOf(late)]);
      await world.propose({ orderId: late });
      await world.propose({ orderId: free });
      await eventually(async () => expect(await types(free)).toContain('stop-confirmed'));
      expect(await world.status(free)).toEqual(['STOPPED']);
      expect(await proposals()).toEqual([free]);
      await somebody.query('commit');
    } finally {
      somebody.release();
    }
    await eventually(async () => expect(await types(late)).toContain('stop-confirmed'));
    expect(await proposals()).toEqual([late, free]);
    expect((await types(free)).filter((type) => type === 'stop-confirmed')).toHaveLength(1);
  }, 60_000);
});
