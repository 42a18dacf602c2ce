import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually, openOutside, type Outside } from './open-outside.ts';
import { createQimenOrder } from './qimen-order.ts';

let folder: string;
let outside: Outside;

const open = async (speed: number): Promise<void> => {
  outside = await openOutside({ speed, dataFolder: folder });
  outside.listener.answer = ({ path }) => ({
    status: 200,
    body: path.startsWith('/hooks/sf') ? '{"return_code":"0000"}' : '<response><flag>success</flag></response>',
  });
};
const stockSchema = z.object({
  stock: z.array(z.object({ warehouse: z.string(), sku: z.string(), type: z.string(), free: z.number(), locked: z.number() })),
});
const stock = async (): Promise<unknown> => stockSchema.parse(await outside.state('qimen')).stock;
const orderSchema = z.object({ stage: z.string(), parcels: z.array(z.object({ expressCode: z.string() })) });
const order = async (code: string): Promise<z.infer<typeof orderSchema>> =>
  orderSchema.parse(await outside.command('qimen', 'order', { code }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  await outside.close();
  rmSync(folder, { recursive: true });
});

describe('the warehouse and the carrier after a restart', () => {
  it('still have the order, its goods and its number, and ship it once', async () => {
    await open(1);
    await createQimenOrder(outside, 'R1');
    await outside.command('qimen', 'pack-now', { code: 'R1' });
    const before = { stock: await stock(), order: await order('R1') };
    await outside.close();

    await open(1);
    expect(await order('R1')).toEqual(before.order);
    expect(await stock()).toEqual(before.stock);
    outside.sandbox.context.timing.setSpeed(60_000);
    await eventually(async () => expect((await order('R1')).stage).toBe('shipped'));
    const number = before.order.parcels[0]?.expressCode ?? '';
    expect(await outside.command('sf', 'waybill', { number })).toMatchObject({ orderId: 'R1' });
    const left = outside.sandbox.context.ledger.read({ system: 'qimen', kind: 'outbound', key: 'R1' });
    expect(left).toHaveLength(1);
    await createQimenOrder(outside, 'R2');
    await outside.command('qimen', 'ship-now', { code: 'R2' });
    expect((await order('R2')).parcels[0]?.expressCode).not.toBe(number);
  });

  it('move a parcel on from the node that it had reached', async () => {
    await open(1);
    await createQimenOrder(outside, 'R3');
    await outside.command('qimen', 'ship-now', { code: 'R3' });
    const number = (await order('R3')).parcels[0]?.expressCode ?? '';
    await outside.command('sf', 'move', { number });
    await outside.command('sf', 'move', { number });
    await outside.close();

    await open(400_000);
    const routes = z.object({ plan: z.array(z.object({ opCode: z.string() })), routes: z.array(z.object({ opCode: z.string() })) });
    await eventually(async () => {
      const waybill = routes.parse(await outside.command('sf', 'waybill', { number }));
      expect(waybill.routes.map((route) => route.opCode)).toEqual(waybill.plan.map((stop) => stop.opCode));
    }, 10_000);
  });
});
