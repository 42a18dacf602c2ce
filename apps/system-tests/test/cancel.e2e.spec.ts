import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accountsOf } from '../src/checker/ends.ts';
import { readHistory } from '../src/checker/history.ts';
import { judge } from '../src/checker/rules.ts';
import { readStock, startHub, type Hub } from '../src/hub/start-hub.ts';
import { deliveriesOf, effect, pauseWarehouses, twinWhen } from '../src/hub/watch.ts';
import { documents } from '../src/hub/documents.ts';

let hub: Hub;

beforeAll(async () => {
  hub = await startHub({ name: 'cancel' });
  await pauseWarehouses(hub, 'pause');
});

afterAll(async () => {
  await hub?.stop();
});

const sku = 'TEA-LONGJING-250';
const wish = (channel: 'DY' | 'WX', buyer: number) =>
  ({ channel, buyer, plain: true, address: { district: '330106' }, lines: [{ sku, quantity: 3 }] }) as const;
const broken = new Set<string>();

/** An order that its warehouse has and has not begun with. */
async function atWarehouse(
  channel: 'DY' | 'WX',
  buyer: number,
): Promise<{ readonly no: string; readonly id: string; readonly code: string }> {
  const no = await hub.sandbox.place(wish(channel, buyer));
  const { id } = await twinWhen(hub, no, (twin) => twin.answer.code === 'WITH_WAREHOUSE');
  const [task] = await deliveriesOf(hub, id);
  return { no, id, code: task?.key ?? '' };
}

const reservedOf = async (): Promise<number> => (await readStock(hub.door)).get(sku)?.reserved ?? 0;

describe('a buyer who changes their mind', () => {
  it.each(['DY', 'WX'] as const)(
    'stops a %s order that is not packed, releases its stock once and agrees the refund (C-17, C-18)',
    async (channel) => {
      const before = await reservedOf();
      const { no, id, code } = await atWarehouse(channel, channel === 'DY' ? 1 : 2);
      expect(await reservedOf()).toBe(before + 3);
      await hub.sandbox.post(`/orders/${no}/refund`, {});
      await effect(hub, { system: 'qimen', kind: 'cancelled', key: code });
      await effect(hub, { system: channel === 'DY' ? 'douyin' : 'wechat-shop', kind: 'refunded', key: no });
      await twinWhen(hub, no, (twin) => twin.status === 'CANCELLED');
      await eventually(async () => expect(await reservedOf()).toBe(before), { timeoutMs: 15_000, everyMs: 100 });
      const released = (await hub.door.storyOf(id)).filter((fact) => fact.type === 'hub.inventory.stock-released.v1');
      expect(released).toHaveLength(1);
      await endsAs(no, 'CANCELLED');
    },
  );

  it('cancels at once what no warehouse has yet, and sends nothing (C-17)', async () => {
    await hub.system.hold('fulfilment');
    const no = await hub.sandbox.place(wish('DY', 3));
    await twinWhen(hub, no, (twin) => twin.currentGate >= 3);
    await hub.sandbox.post(`/orders/${no}/refund`, {});
    await effect(hub, { system: 'douyin', kind: 'refunded', key: no });
    await hub.system.resume('fulfilment');
    await hub.system.waitReady('fulfilment');
    const { id } = await twinWhen(hub, no, (twin) => twin.status === 'CANCELLED');
    await pause(2_000);
    expect((await hub.sandbox.ledger({ system: 'qimen', kind: 'delivery-order' })).filter((entry) => entry.key.startsWith(id))).toEqual([]);
    await endsAs(no, 'CANCELLED');
  });

  it('lets a packed parcel go, shows the decline to a person and leaves the refund to them (C-18)', async () => {
    const { no, id, code } = await atWarehouse('DY', 4);
    await hub.sandbox.deed('qimen', 'pack-now', { code });
    await hub.sandbox.post(`/orders/${no}/refund`, {});
    await effect(hub, { system: 'qimen', kind: 'cancel-refused', key: code });
    await eventually(async () => expect(await itemsAbout('DECLINED_CANCEL', id)).toHaveLength(1), { timeoutMs: 20_000, everyMs: 200 });
    await hub.sandbox.deed('qimen', 'ship-now', { code });
    await twinWhen(hub, no, (twin) => twin.status === 'OUTBOUND');
    expect(
      await hub.sandbox.ledger({ kind: 'refund-answered' }).then((all) => all.filter((entry) => entry.data['agree'] !== true)),
    ).toEqual([]);
    await endsAs(no, 'REFUND_OPEN');
  });

  it('takes the no of a warehouse that has not packed for a no (C-17)', async () => {
    const { no, id, code } = await atWarehouse('WX', 5);
    await hub.sandbox.misbehave({ system: 'qimen', operation: 'order.cancel', kind: 'refuse-cancel', keys: [code] });
    await hub.sandbox.post(`/orders/${no}/refund`, {});
    await effect(hub, { system: 'qimen', kind: 'cancel-refused', key: code });
    await eventually(async () => expect(await itemsAbout('DECLINED_CANCEL', id)).toHaveLength(1), { timeoutMs: 20_000, everyMs: 200 });
    await hub.sandbox.behave();
    await hub.sandbox.deed('qimen', 'ship-now', { code });
    await twinWhen(hub, no, (twin) => twin.status === 'OUTBOUND');
    await endsAs(no, 'REFUND_OPEN');
  });

  it('keeps the fact and opens a conflict when the warehouse ships what it agreed to stop (C-17)', async () => {
    const { no, id, code } = await atWarehouse('DY', 6);
    await hub.sandbox.misbehave({ system: 'qimen', operation: 'order.cancel', kind: 'ship-after-cancel', keys: [code] });
    await hub.sandbox.post(`/orders/${no}/refund`, {});
    await twinWhen(hub, no, (twin) => twin.status === 'CANCELLED');
    await hub.sandbox.deed('qimen', 'ship-now', { code });
    await eventually(async () => expect(await itemsAbout('CONFLICT', id)).toHaveLength(1), { timeoutMs: 20_000, everyMs: 200 });
    expect((await hub.door.storyOf(id)).map((fact) => fact.type)).toContain('hub.fulfilment.outbound.v1');
    expect((await hub.door.twinOf(no))?.answer.code).toBe('CONFLICT');
    await hub.sandbox.behave();
    broken.add(no);
    await endsAs(no, 'BROKEN_WORD');
  });

  it('finds out whether a stop was heard when its answer was lost, and stops once (FUL-19)', async () => {
    const { no, code } = await atWarehouse('DY', 7);
    await hub.sandbox.misbehave({ system: 'qimen', operation: 'order.cancel', kind: 'lose-answer', next: 1 });
    await hub.sandbox.post(`/orders/${no}/refund`, {});
    await twinWhen(hub, no, (twin) => twin.status === 'CANCELLED', 60_000);
    expect(await hub.sandbox.ledger({ system: 'qimen', kind: 'cancelled', key: code })).toHaveLength(1);
    await hub.sandbox.behave();
    await endsAs(no, 'CANCELLED');
  });
});

describe('a hold', () => {
  it('lets nothing leave until it is released (ORD-11)', async () => {
    await hub.system.hold('fulfilment');
    const no = await hub.sandbox.place(wish('DY', 8));
    const { id } = await twinWhen(hub, no, (twin) => twin.currentGate >= 3);
    const held = z.object({ holdOrder: z.object({ hold: z.object({ id: z.string() }) }) }).parse(
      await hub.door.ask(documents.holdOrder, {
        input: { orderId: id, reason: 'checked by a person', idempotencyKey: `hold-${no}` },
      }),
    );
    await hub.system.resume('fulfilment');
    await hub.system.waitReady('fulfilment');
    await pause(3_000);
    expect((await hub.sandbox.ledger({ system: 'qimen', kind: 'delivery-order' })).filter((entry) => entry.key.startsWith(id))).toEqual([]);
    expect((await hub.door.twinOf(no))?.status).toBe('HELD');

    await hub.door.ask(documents.releaseHold, {
      input: { orderId: id, holdId: held.holdOrder.hold.id, idempotencyKey: `go-${no}` },
    });
    await deliveriesOf(hub, id, 1, 30_000);
  });

  it('fails closed: while nobody can be asked about holds, nothing leaves (ORD-11)', async () => {
    await hub.system.hold('fulfilment');
    const no = await hub.sandbox.place(wish('DY', 9));
    const { id } = await twinWhen(hub, no, (twin) => twin.currentGate >= 3);
    // The clearance is on its way to fulfilment; the one who knows of holds is gone when it arrives.
    await pause(1_000);
    await hub.system.hold('order');
    await hub.system.resume('fulfilment');
    await eventually(
      async () => (await fetch(`${hub.system.addresses.url('fulfilment', 'http')}/live`).catch(() => undefined)) !== undefined,
      { timeoutMs: 60_000, everyMs: 200 },
    );
    await pause(5_000);
    expect((await hub.sandbox.ledger({ system: 'qimen', kind: 'delivery-order' })).filter((entry) => entry.key.startsWith(id))).toEqual([]);
    await hub.system.resume('order');
    await hub.system.waitReady('order');
    await deliveriesOf(hub, id, 1, 60_000);
  });
});

describe('afterwards', () => {
  it('leaves an outside world in which every change of mind ended right', async () => {
    await pauseWarehouses(hub, 'unpause');
    await eventually(async () => expect(judge(await readHistory(hub.sandbox, { acked: [], conflicts: broken }))).toEqual({}), {
      timeoutMs: 90_000,
      everyMs: 1_000,
    });
  });
});

async function itemsAbout(pool: string, orderId: string) {
  return (await hub.door.workItems(pool)).filter((item) => item.order?.id === orderId);
}

async function endsAs(no: string, end: string): Promise<void> {
  await eventually(
    async () => {
      const account = accountsOf(await readHistory(hub.sandbox, { acked: [], conflicts: broken })).get(no);
      expect({ no, end: account?.end, why: account?.why }).toEqual({ no, end, why: account?.why ?? '' });
    },
    { timeoutMs: 30_000, everyMs: 500 },
  );
}
