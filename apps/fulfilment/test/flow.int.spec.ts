import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { candidatesOf } from '../src/persistence/weighed.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  for (const id of ['WH-HZ', 'WH-JH', 'WH-SHC', 'WH-GZ']) {
    for (const sku of ['TEA-OOLONG-100', 'CUP-CELADON']) world.peers.stock.set(`${id} ${sku}`, { onHand: 500, allocated: 0 });
  }
  world.peers.stock.set('WH-GZ TEA-COLDBREW-6', { onHand: 50, allocated: 0 });
});
afterAll(async () => {
  await world?.remove();
});

const types = async (orderId: string) => (await world.told(orderId)).map((event) => event.type);

describe('from clearance to signed parcel, at the sandbox', () => {
  it('sources, sends, ships, numbers, dispatches and follows to the signature', async () => {
    const orderId = 'DY20261122-00001';
    await world.clear([{ orderId, lines: [{ lineNo: '1', sku: 'TEA-OOLONG-100', quantity: 2 }] }]);
    await eventually(async () => expect(await types(orderId)).toContain('warehouse-accepted'), { timeoutMs: 5_000 });
    await eventually(async () => expect(await types(orderId)).toContain('parcel-dispatched'), { timeoutMs: 40_000, everyMs: 100 });
    const told = await world.told(orderId);
    expect(told.map((event) => event.type).filter((type) => !['warehouse-progressed', 'route-node-seen'].includes(type))).toEqual([
      'order-sourced',
      'sent-to-warehouse',
      'warehouse-accepted',
      'outbound',
      'waybill-created',
      'parcel-dispatched',
    ]);
    const dispatched = told.find((event) => event.type === 'parcel-dispatched');
    expect(dispatched?.data.trackingNumber).toMatch(/^SF\d{10,}/);
    expect(dispatched?.data.etaBasis).toEqual(['LANE_DEFAULT']);
    expect(told.find((event) => event.type === 'outbound')?.data.lines).toEqual([
      { lineNo: '1', sku: 'TEA-OOLONG-100', planned: 2, shipped: 2 },
    ]);
    for (const event of told.filter((one) => one.system !== 'hub')) expect(event.rawRef, event.type).toMatch(/^fulfilment\//);
    await world.control('POST', '/speed', { speed: 20_000 });
    await eventually(
      async () => expect((await world.told(orderId)).filter((event) => event.data.kind === 'ROUTE_NODE_KIND_SIGNED')).not.toHaveLength(0),
      { timeoutMs: 60_000, everyMs: 200 },
    );
    const signed = (await world.told(orderId)).findLast((event) => event.data.kind === 'ROUTE_NODE_KIND_SIGNED');
    expect(signed?.data.orderComplete).toBe(true);
    const { rows } = await world.pool.query('select samples from lane_history');
    expect(rows).toEqual([{ samples: 1 }]);
    await world.control('POST', '/speed', { speed: 100 });
  }, 120_000);

  it('stores an explanation that names every warehouse, its distance and why it was not chosen', async () => {
    const { rows } = await world.pool.query(
      `select outcome, candidates, weighed from sourcing_decision where order_id = 'DY20261122-00001'`,
    );
    expect(rows[0].outcome).toBe('SOURCED');
    const candidates = candidatesOf(rows[0]);
    expect(candidates).toHaveLength(6);
    expect(candidates.filter((one) => one.chosen)).toHaveLength(1);
    expect(candidates.find((one) => one.warehouseId === 'WH-GZ')).toMatchObject({
      refusal: 'OUT_OF_NEAREST',
    });
  });

  it('takes the same clearance again without a second fulfilment order', async () => {
    const orderId = 'DY20261122-00002';
    const order = { orderId, lines: [{ lineNo: '1', sku: 'CUP-CELADON', quantity: 1 }] };
    await world.clear([order, order]);
    await eventually(async () => expect(await types(orderId)).toContain('warehouse-accepted'));
    await world.clear([order]);
    await eventually(async () => {
      const { rows } = await world.pool.query(`select status, cleared_seq from clearance where order_id = $1`, [orderId]);
      return rows[0].status === 'SOURCED' && Number(rows[0].cleared_seq) >= 4;
    });
    expect(await world.status(orderId)).toHaveLength(1);
  });

  it('splits over two warehouses when no one has everything', async () => {
    const orderId = 'DY20261122-00003';
    await world.clear([
      {
        orderId,
        lines: [
          { lineNo: '1', sku: 'TEA-OOLONG-100', quantity: 1 },
          { lineNo: '2', sku: 'TEA-COLDBREW-6', quantity: 1, coldChain: true },
          { lineNo: '3', sku: 'POT-YIXING', quantity: 1 },
        ],
      },
    ]);
    await eventually(async () => expect(await types(orderId)).toEqual(['sourcing-failed']));
    world.peers.stock.set('WH-HZ POT-YIXING', { onHand: 5, allocated: 0 });
    await world.pool.query(`update clearance set status = 'WAITING' where order_id = $1`, [orderId]);
    await eventually(async () => expect(await types(orderId)).toContain('order-sourced'));
    const sourced = (await world.told(orderId)).find((event) => event.type === 'order-sourced');
    expect(sourced?.data.parts.map((part: { warehouseId: string }) => part.warehouseId).toSorted()).toEqual(['WH-GZ', 'WH-HZ']);
  });

  it('keeps no name, phone or street in its tables', async () => {
    const { rows } = await world.pool.query(
      `select query_to_xml('select * from outbox_event union all select * from outbox_event', true, false, '')::text as all_events`,
    );
    const { rows: clearances } = await world.pool.query('select content::text from clearance');
    const everything = rows[0].all_events + clearances.map((row) => row.content).join();
    for (const secret of ['张三丰', '13800138000', '文三路']) expect(everything).not.toContain(secret);
  });
});

describe('the choke point', () => {
  it('sends nothing while the order service does not answer, and all of it afterwards', async () => {
    const orderId = 'DY20261122-00010';
    world.peers.setOrderAnswering(false);
    await world.clear([{ orderId, lines: [{ lineNo: '1', sku: 'CUP-CELADON', quantity: 1 }] }]);
    await eventually(async () => expect(await types(orderId)).toEqual(['order-sourced']));
    const asked = world.peers.claims.length;
    // A postponed try shows that the lane has found the door closed.
    await eventually(
      async () =>
        (await world.pool.query('select from fulfilment_order where order_id = $1 and next_try_at > created_at', [orderId])).rowCount === 1,
    );
    expect([await world.status(orderId), world.peers.claims.length]).toEqual([['PLANNED'], asked]);
    expect((await world.control<{ entries: readonly unknown[] }>('GET', `/ledger?system=qimen&key=${orderId}-1`)).entries).toEqual([]);
    world.peers.setOrderAnswering(true);
    await eventually(async () => expect(await types(orderId)).toContain('warehouse-accepted'), { timeoutMs: 20_000 });
  }, 30_000);

  it('parks what is held with its allocation, and sends it when the hold ends', async () => {
    const orderId = 'DY20261122-00011';
    world.peers.verdicts.set(orderId, 'DISPATCH_ANSWER_HELD');
    await world.clear([{ orderId, lines: [{ lineNo: '1', sku: 'CUP-CELADON', quantity: 1 }] }]);
    const parked = async () =>
      (await world.pool.query('select parked_reason, allocation from fulfilment_order where order_id = $1', [orderId])).rows[0];
    await eventually(async () => expect(await parked()).toEqual({ parked_reason: 'HELD: PERSON', allocation: 'GRANTED' }));
    world.peers.verdicts.delete(orderId);
    await world.publish('hub.order.hold-released.v1', { orderId, holdId: 'h', releasedBy: 'p', releasedAt: new Date() });
    await eventually(async () => expect(await types(orderId)).toContain('warehouse-accepted'));
  });

  it('gives the allocation back when the clearance is stale, and sources the new one', async () => {
    const orderId = 'DY20261122-00012';
    world.peers.verdicts.set(orderId, 'DISPATCH_ANSWER_STALE');
    const lines = [{ lineNo: '1', sku: 'CUP-CELADON', quantity: 1 }];
    await world.clear([{ orderId, lines, token: 'old' }]);
    await eventually(() => expect(world.peers.releases.has(`release-${orderId}-1`)).toBe(true));
    world.peers.verdicts.delete(orderId);
    await world.clear([{ orderId, lines, token: 'new' }]);
    await eventually(async () => expect(await world.status(orderId)).toContain('ACCEPTED'));
    expect((await world.status(orderId))[0]).toBe('SUPERSEDED');
  });
});
