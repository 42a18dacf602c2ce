import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accountsOf } from '../src/checker/ends.ts';
import { outboundsOf, readHistory } from '../src/checker/history.ts';
import { judge } from '../src/checker/rules.ts';
import { isAcked, sendPush } from '../src/hub/sandbox.ts';
import { quickWarehouse, readStock, startHub, type Hub } from '../src/hub/start-hub.ts';
import { deliveriesOf, effect, pauseWarehouses, twinWhen } from '../src/hub/watch.ts';
import { documents } from '../src/hub/documents.ts';

let hub: Hub;

beforeAll(async () => {
  hub = await startHub({ name: 'stock' });
});

afterAll(async () => {
  await hub?.stop();
});

const houses = ['WH-HZ', 'WH-JH', 'WH-SHC', 'WH-GZ', 'WH-CD', 'WH-TJ'];
const hangzhou = { district: '330106' };
const none = { acked: [], conflicts: new Set<string>() };

describe('stock', () => {
  it('gives exactly 100 of 200 buyers the 100 units that there are, from the public entry (INV-09)', async () => {
    const sku = 'TRAY-BAMBOO';
    // Nothing leaves meanwhile, so that what is held can be counted.
    await pauseWarehouses(hub, 'pause');
    await shelve(sku, { 'WH-HZ': 60, 'WH-JH': 40 });
    const pushes = await hub.sandbox.mint({ channel: 'DY', count: 200, seed: 'hundred', lines: [{ sku, quantity: 1 }] });
    const answers = await Promise.all(pushes.map((push) => sendPush(push, 20_000)));
    expect(answers.filter(isAcked)).toHaveLength(200);

    const verdicts = await eventually(
      async () => {
        const counts = await reservationsOf(pushes.map((push) => push.no));
        expect(counts.reserved + counts.short).toBe(200);
        return counts;
      },
      { timeoutMs: 60_000, everyMs: 500 },
    );
    expect(verdicts).toEqual({ reserved: 100, short: 100 });
    expect((await readStock(hub.door)).get(sku)).toMatchObject({ onHand: 100, reserved: 100 });
    const repaired = z.object({ repairStock: z.object({ corrected: z.number() }) }).parse(await hub.door.ask(documents.repairSku, { sku }));
    expect(repaired.repairStock.corrected).toBe(0);

    // Goods come: those who were short are served, in the order of payment, and nobody twice.
    await shelve(sku, { 'WH-HZ': 150, 'WH-JH': 50 }, 'add');
    await eventually(async () => expect(await reservationsOf(pushes.map((push) => push.no))).toEqual({ reserved: 200, short: 0 }), {
      timeoutMs: 60_000,
      everyMs: 500,
    });
    await pauseWarehouses(hub, 'unpause');
  });

  it('brings orders of one to five lines to their end, whatever their basket (RTE-04)', async () => {
    const skus = ['TEA-WHITE-GIFT', 'TEA-LONGJING-250', 'TEA-OOLONG-100', 'CUP-CELADON', 'POT-YIXING'];
    const numbers: string[] = [];
    for (let lines = 1; lines <= 5; lines += 1) {
      for (const channel of ['DY', 'WX'] as const) {
        numbers.push(
          await hub.sandbox.place({
            channel,
            buyer: lines,
            address: hangzhou,
            lines: skus.slice(0, lines).map((sku, nth) => ({ sku, quantity: nth + 1 })),
          }),
        );
      }
    }
    for (const no of numbers) await twinWhen(hub, no, (twin) => twin.status === 'OUTBOUND', 60_000);
    await ended(numbers, 'SHIPPED');
  });

  it('splits an order over two warehouses when none has all of it (RTE-01)', async () => {
    await shelve('CUP-CELADON', { 'WH-HZ': 50 });
    await shelve('TEA-PUER-357', { 'WH-JH': 50 });
    const no = await hub.sandbox.place({
      channel: 'DY',
      buyer: 11,
      address: hangzhou,
      plain: true,
      lines: [
        { sku: 'CUP-CELADON', quantity: 2 },
        { sku: 'TEA-PUER-357', quantity: 1 },
      ],
    });
    const { id, warehouses } = await twinWhen(hub, no, (twin) => twin.status === 'OUTBOUND', 60_000);
    expect(await deliveriesOf(hub, id, 2)).toHaveLength(2);
    expect(warehouses).toHaveLength(2);
    await ended([no], 'SHIPPED');
  });

  it('follows two parcels of one fulfilment order, each with its number, voucher, card and notice (FUL-15)', async () => {
    await hub.sandbox.deed('qimen', 'settings', { ...quickWarehouse, twoParcelsShare: 1, inPartsShare: 0.5 });
    // The second part of an order leaves half an hour after the first.
    await hub.sandbox.post('/speed', { speed: 600 });
    const numbers: string[] = [];
    for (let nth = 0; nth < 4; nth += 1) {
      const channel = nth % 2 === 0 ? 'DY' : 'WX';
      numbers.push(
        await hub.sandbox.place({
          channel,
          buyer: 60 + nth,
          address: hangzhou,
          plain: true,
          lines: [{ sku: 'TEA-OOLONG-100', quantity: 3 }],
        }),
      );
    }
    for (const no of numbers) await twinWhen(hub, no, (twin) => twin.status === 'OUTBOUND' && twin.trackingNumbers.length === 2, 90_000);
    await hub.sandbox.deed('qimen', 'settings', quickWarehouse);
    await hub.sandbox.post('/speed', { speed: 60 });
    await ended(numbers, 'SHIPPED');
  });

  it.each(['DY', 'WX'] as const)('sends the rest when one line of a %s order is refunded before it leaves (C-18)', async (channel) => {
    await pauseWarehouses(hub, 'pause');
    const no = await hub.sandbox.place({
      channel,
      buyer: channel === 'DY' ? 70 : 71,
      address: hangzhou,
      plain: true,
      lines: [
        { sku: 'TEA-WHITE-GIFT', quantity: 1 },
        { sku: 'TEA-JASMINE-50', quantity: 2 },
      ],
    });
    const { id } = await twinWhen(hub, no, (twin) => twin.answer.code === 'WITH_WAREHOUSE');
    const [first] = await deliveriesOf(hub, id);
    await hub.sandbox.post(`/orders/${no}/refund-lines`, { lines: [2] });
    await effect(hub, { system: 'qimen', kind: 'cancelled', key: first?.key ?? '' });
    await deliveriesOf(hub, id, 2, 30_000);
    await pauseWarehouses(hub, 'unpause');
    await twinWhen(hub, no, (twin) => twin.status === 'OUTBOUND', 60_000);
    const account = (await ended([no], 'SHIPPED')).get(no);
    expect(Object.fromEntries(account?.left ?? [])).toEqual({ 'TEA-WHITE-GIFT': 1 });
  });

  it('records a refund of a line that has left, and sends nothing back and nothing anew (AFT-01)', async () => {
    const no = await hub.sandbox.place({
      channel: 'DY',
      buyer: 72,
      address: hangzhou,
      plain: true,
      lines: [
        { sku: 'TEA-WHITE-GIFT', quantity: 1 },
        { sku: 'TEA-JASMINE-50', quantity: 2 },
      ],
    });
    const { id } = await twinWhen(hub, no, (twin) => twin.status === 'OUTBOUND', 60_000);
    await effect(hub, { system: 'douyin', kind: 'shipped', key: no });
    await hub.sandbox.post(`/orders/${no}/refund-lines`, { lines: [2], instant: true });
    await effect(hub, { system: 'douyin', kind: 'refunded', key: no });
    await eventually(async () => expect((await hub.door.storyOf(id)).map((fact) => fact.type)).toContain('hub.order.refund-recorded.v1'), {
      timeoutMs: 20_000,
      everyMs: 200,
    });
    expect(await deliveriesOf(hub, id)).toHaveLength(1);
    await ended([no], 'SHIPPED');
  });

  it('has, at rest, as many units on its books as stand on the shelves, and none held (INV-04)', async () => {
    await eventually(
      async () => {
        const history = await readHistory(hub.sandbox, none);
        expect(judge(history)).toEqual({});
        expect(outboundsOf(history).length).toBeGreaterThan(0);
        const shelves = await shelfTotals();
        const books = await readStock(hub.door);
        for (const [sku, units] of shelves)
          expect({ sku, onHand: books.get(sku)?.onHand, reserved: books.get(sku)?.reserved }).toEqual({ sku, onHand: units, reserved: 0 });
      },
      { timeoutMs: 90_000, everyMs: 1_000 },
    );
  });
});

/** Puts goods of one SKU on the shelves named, and takes them off all others, then waits until the hub has counted them. */
async function shelve(sku: string, units: Readonly<Record<string, number>>, how: 'set' | 'add' = 'set'): Promise<void> {
  const before = (await readStock(hub.door)).get(sku)?.onHand ?? 0;
  for (const warehouse of houses) {
    const quantity = units[warehouse] ?? 0;
    if (how === 'set') await hub.sandbox.deed('qimen', 'set-stock', { warehouse, sku, quantity });
    else if (quantity > 0) await hub.sandbox.deed('qimen', 'adjust', { warehouse, sku, quantity });
  }
  const sum = Object.values(units).reduce((total, one) => total + one, 0);
  const wanted = how === 'set' ? sum : before + sum;
  // Goods that leave meanwhile make it less, never more; a set of a shelf with promised goods leaves those on the books.
  await eventually(
    async () => {
      const now = (await readStock(hub.door)).get(sku)?.onHand ?? -1;
      return how === 'set' ? now === wanted || now === wanted + ((await shelfTotals()).get(sku) ?? 0) - sum : now > before - 1;
    },
    { timeoutMs: 30_000, everyMs: 200 },
  );
}

const shelfState = z.object({ stock: z.array(z.object({ sku: z.string(), type: z.string(), free: z.number(), locked: z.number() })) });

/** Good units that stand in all warehouses, promised or not. */
async function shelfTotals(): Promise<ReadonlyMap<string, number>> {
  const { stock } = shelfState.parse(await hub.sandbox.get('/systems/qimen'));
  const good = Map.groupBy(
    stock.filter((row) => row.type === 'ZP'),
    (row) => row.sku,
  );
  return new Map([...good].map(([sku, rows]) => [sku, rows.reduce((sum, row) => sum + row.free + row.locked, 0)]));
}

const reservations = z.object({ order: z.object({ reservations: z.array(z.object({ state: z.string() })) }).nullable() });

async function reservationsOf(numbers: readonly string[]): Promise<{ readonly reserved: number; readonly short: number }> {
  const twins = await hub.door.allTwins();
  let reserved = 0;
  let short = 0;
  const ids = numbers.flatMap((no) => twins.get(no)?.[0]?.id ?? []);
  for (let from = 0; from < ids.length; from += 20) {
    const states = await Promise.all(
      ids
        .slice(from, from + 20)
        .map(async (id) => reservations.parse(await hub.door.ask(documents.reservationsOf, { id })).order?.reservations[0]?.state),
    );
    reserved += states.filter((state) => state !== undefined && ['RESERVED', 'ALLOCATED', 'CONSUMED'].includes(state)).length;
    short += states.filter((state) => state === 'SHORT').length;
  }
  return { reserved, short };
}

async function ended(numbers: readonly string[], end: string) {
  return eventually(
    async () => {
      const accounts = accountsOf(await readHistory(hub.sandbox, none));
      for (const no of numbers) expect({ no, end: accounts.get(no)?.end, why: accounts.get(no)?.why }).toEqual({ no, end, why: '' });
      return accounts;
    },
    { timeoutMs: 60_000, everyMs: 1_000 },
  );
}
