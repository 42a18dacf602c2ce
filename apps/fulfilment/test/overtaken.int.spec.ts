import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
let serial = 0;
beforeAll(async () => {
  world = await openWorld();
  world.peers.stock.set('WH-HZ TEA-OOLONG-100', { onHand: 500, allocated: 0 });
  // The warehouse must not report steps by itself: each of them writes the row.
  await world.control('POST', '/speed', { speed: 1 });
});
afterAll(async () => {
  await world?.remove();
});

const lines = [{ lineNo: '1', sku: 'TEA-OOLONG-100', quantity: 2 }];
const newOrder = () => `DY20261122-2${String((serial += 1)).padStart(4, '0')}`;
const types = async (orderId: string) => (await world.told(orderId)).map((event) => event.type);
const atWarehouse = async (orderId: string) =>
  (await world.control<{ entries: readonly unknown[] }>('GET', `/ledger?system=qimen&key=${orderId}-1`)).entries.length;

/** A moment in which the peers have decided and not answered yet. */
function heldAnswers(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  world.peers.holdAnswers(promise);
  return resolve;
}

describe('an order that goes through in one piece', () => {
  it('has its row written twice after its plan: when it is sent, and when the warehouse has it', async () => {
    await world.pool.query(`
      create table written (name text not null);
      create function note_write() returns trigger language plpgsql as $$ begin insert into written values (tg_table_name); return null; end $$;
      create trigger note_order after update on fulfilment_order for each row execute function note_write();
      create trigger note_clearance after update on clearance for each row execute function note_write();
      create trigger note_decision after update on sourcing_decision for each row execute function note_write();`);
    const orderId = newOrder();
    await world.clear([{ orderId, lines }]);
    await eventually(async () => expect(await types(orderId)).toContain('warehouse-accepted'));
    // The warehouse also reports by itself that it has it, which is no news.
    await eventually(async () => (await world.pool.query(`select from push where state = 'DONE'`)).rowCount === 1);
    const { rows } = await world.pool.query('select name, count(*)::int as times from written group by name order by name');
    expect(rows).toEqual([
      { name: 'clearance', times: 1 },
      { name: 'fulfilment_order', times: 2 },
    ]);
    expect(await types(orderId)).toEqual(['order-sourced', 'sent-to-warehouse', 'warehouse-accepted']);
    const { rows: raws } = await world.pool.query('select direction from raw_body where subject = $1 order by id', [`${orderId}-1`]);
    expect(raws.map((row) => row.direction)).toEqual(['OUT', 'ANSWER']);
  });
});

describe('what overtakes an order on its way', () => {
  it('a stop while stock owner and choke point are asked is obeyed: nothing is sent, and what was granted goes back', async () => {
    const orderId = newOrder();
    const letGo = heldAnswers();
    await world.clear([{ orderId, lines }]);
    await eventually(async () => expect(await world.status(orderId)).toEqual(['PLANNED']));
    await world.propose({ orderId });
    await eventually(async () => expect(await types(orderId)).toEqual(['stop-confirmed']));
    letGo();
    await eventually(() => expect(world.peers.releases.has(`release-${orderId}-1`)).toBe(true));
    expect([await world.status(orderId), await atWarehouse(orderId)]).toEqual([['STOPPED'], 0]);
    expect(await types(orderId)).toEqual(['stop-confirmed']);
  });

  it('a new recipient while it is being sent supersedes it, and only the new one is sent', async () => {
    const orderId = newOrder();
    const letGo = heldAnswers();
    await world.clear([{ orderId, lines, token: 'old' }]);
    await eventually(async () => expect(await world.status(orderId)).toEqual(['PLANNED']));
    await world.clear([{ orderId, lines, token: 'new' }]);
    await eventually(async () => expect(await world.status(orderId)).toEqual(['SUPERSEDED']));
    letGo();
    await eventually(async () => expect(await world.status(orderId)).toEqual(['SUPERSEDED', 'ACCEPTED']), { timeoutMs: 20_000 });
    expect(await atWarehouse(orderId)).toBe(0);
    expect(world.peers.releases.has(`release-${orderId}-1`)).toBe(true);
  });

  it('the death of the process while the stock owner answers repeats the question, and nothing is allocated twice', async () => {
    const orderId = newOrder();
    const letGo = heldAnswers();
    await world.clear([{ orderId, lines }]);
    await eventually(() => expect(world.peers.allocations.has(`${orderId}-1`)).toBe(true));
    const allocated = world.peers.stock.get('WH-HZ TEA-OOLONG-100')?.allocated;
    await world.kill();
    letGo();
    expect(await types(orderId)).toEqual([]);
    await world.start();
    await eventually(async () => expect(await types(orderId)).toContain('warehouse-accepted'), { timeoutMs: 20_000 });
    expect(await world.status(orderId)).toEqual(['ACCEPTED']);
    expect(world.peers.stock.get('WH-HZ TEA-OOLONG-100')?.allocated).toBe(allocated);
  }, 60_000);
});
