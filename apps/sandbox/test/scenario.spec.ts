import { afterEach, describe, expect, it } from 'vitest';
import { dayCurve } from '../src/scenario/day-curve.ts';
import { eventually, openWorld } from './open-world.ts';
import type { OpenWorld } from './open-world.ts';

interface View {
  readonly buyer: number;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

const open: OpenWorld[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function play(settings: object): Promise<OpenWorld> {
  const world = await openWorld({ seed: 'same' });
  open.push(world);
  await world.control('/scenario/start', settings);
  return world;
}

async function placed(world: OpenWorld): Promise<readonly string[]> {
  const { entries } = await world.control<{ entries: { key: string; system: string; data: View }[] }>(
    '/ledger?kind=order-placed&limit=10000',
  );
  return entries.map(({ system, data }) => `${system} ${data.buyer} ${data.lines.map(({ sku, quantity }) => `${sku}x${quantity}`).join()}`);
}

describe('the scenario player', () => {
  it('plays the same buyers for the same seed, and others for another', async () => {
    const settings = { rate: 6000, flat: true, seed: 'one' };
    const first = await play(settings);
    await eventually(async () => expect((await placed(first)).length).toBeGreaterThan(60));
    await first.control('/scenario/stop', {});
    const second = await play(settings);
    await eventually(async () => expect((await placed(second)).length).toBeGreaterThan(60));
    const other = await play({ ...settings, seed: 'two' });
    await eventually(async () => expect((await placed(other)).length).toBeGreaterThan(60));
    expect((await placed(second)).slice(0, 50)).toEqual((await placed(first)).slice(0, 50));
    expect((await placed(other)).slice(0, 50)).not.toEqual((await placed(first)).slice(0, 50));
  });

  it('keeps near the asked rate and mix, with one product that is wanted most', async () => {
    const world = await play({ rate: 12_000, flat: true, mix: { DY: 1, WX: 3 }, shares: { shortStock: 0 } });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await world.control('/scenario/stop', {});
    const orders = await placed(world);
    expect(orders.length).toBeGreaterThan(300);
    expect(orders.length).toBeLessThan(520);
    const douyin = orders.filter((one) => one.startsWith('douyin')).length / orders.length;
    expect(douyin).toBeGreaterThan(0.17);
    expect(douyin).toBeLessThan(0.33);
    expect(orders.filter((one) => one.includes('TEA-WHITE-GIFT')).length / orders.length).toBeGreaterThan(0.3);
  });

  it('ends by itself when the orders of the day are placed', async () => {
    const world = await play({ day: { orders: 40, hours: 1 }, speed: 3600 });
    await eventually(async () => expect(await world.control('/scenario')).toMatchObject({ running: false }), 10_000);
    expect(await placed(world)).toHaveLength(40);
  });

  it('lets buyers cancel, refund, move and hesitate', async () => {
    const world = await play({
      rate: 3000,
      flat: true,
      speed: 400,
      shares: { cancel: 0.25, refund: 0.25, addressChange: 0.25, payLater: 0.4, shortStock: 0.05, gift: 0.2, preSale: 0.1 },
    });
    await eventually(async () => {
      const { counts } = await world.control<{ counts: Record<string, number> }>('/scenario');
      for (const what of ['cancelled-early', 'refunded-in-part', 'refunded-quickly', 'address-changed', 'paid-later', 'bulk'])
        expect(counts[what] ?? 0, what).toBeGreaterThan(0);
    }, 10_000);
  });
});

describe("the day's curve", () => {
  it('has mean 1, and its peak between 20:00 and 22:00', () => {
    const minutes = Array.from({ length: 1440 }, (_, minute) => dayCurve(minute / 60));
    expect(minutes.reduce((sum, one) => sum + one, 0) / 1440).toBeCloseTo(1, 3);
    const peak = minutes.indexOf(Math.max(...minutes)) / 60;
    expect(peak).toBeGreaterThanOrEqual(20);
    expect(peak).toBeLessThanOrEqual(22);
    expect(dayCurve(20.9)).toBeGreaterThan(3 * dayCurve(12.5) - 1);
  });
});
