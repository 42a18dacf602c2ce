import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld((deployment) => {
    Object.assign(deployment, {
      carriers: (deployment['carriers'] as unknown as object[]).map((carrier) => ({ ...carrier, waybill: 'BEFORE_PACKING' })),
    });
  });
  world.peers.stock.set('WH-HZ CUP-CELADON', { onHand: 50, allocated: 0 });
});
afterAll(async () => {
  await world?.remove();
});

it('gets the number before the warehouse packs where the deployment says so (C-04), and dispatches at the outbound', async () => {
  const orderId = 'DY20261122-20001';
  await world.clear([{ orderId, lines: [{ lineNo: '1', sku: 'CUP-CELADON', quantity: 1 }] }]);
  await eventually(async () => expect((await world.told(orderId)).map((event) => event.type)).toContain('parcel-dispatched'), {
    timeoutMs: 60_000,
    everyMs: 100,
  });
  const told = (await world.told(orderId)).filter((event) => event.type !== 'warehouse-progressed' && event.type !== 'route-node-seen');
  expect(told.map((event) => event.type)).toEqual([
    'order-sourced',
    'waybill-created',
    'sent-to-warehouse',
    'warehouse-accepted',
    'outbound',
    'parcel-dispatched',
  ]);
  const created = told.find((event) => event.type === 'waybill-created');
  expect(created?.data.beforeOutbound).toBe(true);
  expect(told.at(-1)?.data.trackingNumber).toBe(created?.data.trackingNumber);
}, 90_000);
