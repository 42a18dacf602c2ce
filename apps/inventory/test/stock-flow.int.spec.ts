import { ClaimAnswer } from '@orderloom/contracts/hub/inventory/v1/service';
import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted, paid, startInventory, type InventoryUnderTest } from './start-inventory.ts';
import { allocate, at, cancelled, outbound, put, stateOf, sums, told } from './stock-events.ts';

let inventory: InventoryUnderTest;
beforeAll(async () => {
  inventory = await startInventory([
    { sku: 'SAFE', safetyStock: 5 },
    { sku: 'PLAIN', safetyStock: 0 },
  ]);
});
afterAll(() => inventory.stop());

describe('a paid order', () => {
  it('is reserved, allocated, shipped once, and then holds nothing', async () => {
    await put(inventory, 'FLOW', 10);
    await inventory.tell([paid('flow', { FLOW: 3 })]);
    await eventually(async () => expect(await sums(inventory, 'FLOW')).toEqual({ on_hand: 10, reserved: 3, allocated: 0 }));
    expect(await allocate(inventory, 'flow', 'FLOW', 3)).toBe(ClaimAnswer.GRANTED);
    expect(await sums(inventory, 'FLOW')).toEqual({ on_hand: 10, reserved: 3, allocated: 3 });
    await inventory.tell([outbound('flow', 'FLOW', 3)]);
    await inventory.tellAgain();
    // The warehouse repeats itself: another message, the same confirmation.
    await inventory.tell([outbound('flow', 'FLOW', 3)]);
    await eventually(async () => expect(await sums(inventory, 'FLOW')).toEqual({ on_hand: 7, reserved: 0, allocated: 0 }));
    expect(await stateOf(inventory, 'flow')).toBe('CONSUMED');
    await eventually(async () => expect(await told(inventory, 'stock-consumed', 'flow')).toHaveLength(1));
  });

  it('that is short waits, in the order of payment, and gets its stock when it comes', async () => {
    await put(inventory, 'WAIT', 1);
    await inventory.tell([paid('wait-late', { WAIT: 2 }, at(30)), paid('wait-early', { WAIT: 2 }, at(10))]);
    await eventually(async () => expect(await told(inventory, 'stock-short', 'wait-late')).toHaveLength(1));
    expect(await told(inventory, 'stock-short', 'wait-early')).toMatchObject([{ lines: [{ sku: 'WAIT', wanted: 2, available: 1 }] }]);
    await inventory.tell([
      {
        type: 'hub.fulfilment.stock-moved.v1',
        aggregateId: 'W1',
        data: { warehouseId: 'W1', movedAt: new Date(), items: [{ sku: 'WAIT', delta: 2, bizCode: 'RK-1' }] },
      },
    ]);
    await eventually(async () => expect(await stateOf(inventory, 'wait-early')).toBe('CONFIRMED'));
    expect(await stateOf(inventory, 'wait-late')).toBe('WAITING');
    expect(await told(inventory, 'stock-reserved', 'wait-early')).toHaveLength(1);
    await inventory.tell([cancelled('wait-early')]);
    await eventually(async () => expect(await stateOf(inventory, 'wait-late')).toBe('CONFIRMED'));
  });

  it('of a SKU that nobody has heard of waits with nothing available', async () => {
    await inventory.tell([paid('unheard', { UNHEARD: 1 })]);
    await eventually(async () => expect(await told(inventory, 'stock-short', 'unheard')).toMatchObject([{ lines: [{ wanted: 1 }] }]));
    await put(inventory, 'UNHEARD', 1);
    await eventually(async () => expect(await stateOf(inventory, 'unheard')).toBe('CONFIRMED'));
  });

  it('gives back exactly once what it holds, allocated or not', async () => {
    await put(inventory, 'BACK', 5);
    await inventory.tell([paid('back', { BACK: 4 })]);
    await eventually(async () => expect(await sums(inventory, 'BACK')).toMatchObject({ reserved: 4 }));
    await allocate(inventory, 'back', 'BACK', 4);
    await inventory.tell([cancelled('back')]);
    await inventory.tellAgain();
    await inventory.tell([cancelled('back')]);
    await eventually(async () => expect(await sums(inventory, 'BACK')).toEqual({ on_hand: 5, reserved: 0, allocated: 0 }));
    expect(await told(inventory, 'stock-released', 'back')).toHaveLength(1);
  });

  it('keeps units back as safety stock', async () => {
    await put(inventory, 'SAFE', 6);
    await inventory.tell([paid('safe-two', { SAFE: 2 }), paid('safe-one', { SAFE: 1 })]);
    await eventually(async () => expect(await stateOf(inventory, 'safe-one')).toBe('CONFIRMED'));
    expect(await stateOf(inventory, 'safe-two')).toBe('WAITING');
  });
});

describe('claims', () => {
  it('are answered alike for the same key, and refused for another body', async () => {
    await put(inventory, 'KEYS', 5);
    const claim = { claimId: 'key-1', orderId: 'keys', lines: [{ lineNo: '1', sku: 'KEYS', quantity: 2 }] };
    const ask = async (body: typeof claim) => (await inventory.stock.call.reserveMany({ claims: [body] })).results[0]?.answer;
    expect(await ask(claim)).toBe(ClaimAnswer.GRANTED);
    expect(await ask(claim)).toBe(ClaimAnswer.GRANTED);
    expect(await ask({ ...claim, lines: [{ lineNo: '1', sku: 'KEYS', quantity: 3 }] })).toBe(ClaimAnswer.KEY_REUSED);
    expect(await sums(inventory, 'KEYS')).toMatchObject({ reserved: 2 });
  });

  it('on a warehouse are refused where it has not enough, and where nothing is reserved', async () => {
    await inventory.tell([counted('W1', { SPLIT: 2 }), counted('W2', { SPLIT: 8 }), paid('split', { SPLIT: 5 })]);
    await eventually(async () => expect(await stateOf(inventory, 'split')).toBe('CONFIRMED'));
    const { results } = await inventory.stock.call.allocateMany({
      claims: [
        { claimId: 'split-1', orderId: 'split', warehouseId: 'W1', lines: [{ lineNo: 'SPLIT', sku: 'SPLIT', quantity: 3 }] },
        { claimId: 'split-2', orderId: 'split', warehouseId: 'W2', lines: [{ lineNo: 'SPLIT', sku: 'SPLIT', quantity: 3 }] },
        { claimId: 'split-3', orderId: 'split', warehouseId: 'W1', lines: [{ lineNo: 'SPLIT', sku: 'SPLIT', quantity: 2 }] },
        { claimId: 'split-4', orderId: 'split', warehouseId: 'W2', lines: [{ lineNo: 'SPLIT', sku: 'SPLIT', quantity: 1 }] },
        { claimId: 'split-5', orderId: 'nobody', warehouseId: 'W2', lines: [{ lineNo: 'SPLIT', sku: 'SPLIT', quantity: 1 }] },
      ],
    });
    expect(results.map((result) => result.answer)).toEqual([
      ClaimAnswer.SHORT,
      ClaimAnswer.GRANTED,
      ClaimAnswer.GRANTED,
      ClaimAnswer.NOT_RESERVED,
      ClaimAnswer.NOT_RESERVED,
    ]);
    expect(results[0]?.shortages).toEqual([{ lineNo: 'SPLIT', sku: 'SPLIT', wanted: 3, available: 2 }]);
    const now = await inventory.stock.call.readStock({ skus: ['SPLIT'] });
    expect(now.stock).toContainEqual({ warehouseId: 'W2', sku: 'SPLIT', onHand: 8, allocated: 3 });
  });

  it('take back an allocation and leave the reservation', async () => {
    const release = {
      claimId: 'release-split-2',
      orderId: 'split',
      lines: [],
      keepReservation: true,
      warehouseId: 'W2',
      reason: 'refused by the warehouse',
    };
    expect((await inventory.stock.call.releaseMany({ claims: [release] })).results[0]?.answer).toBe(ClaimAnswer.GRANTED);
    expect((await inventory.stock.call.releaseMany({ claims: [release] })).results[0]?.answer).toBe(ClaimAnswer.GRANTED);
    expect(await sums(inventory, 'SPLIT')).toEqual({ on_hand: 10, reserved: 5, allocated: 2 });
  });

  it('that can never be granted do not reach the batch of others', async () => {
    await expect(
      inventory.stock.call.reserveMany({
        claims: [{ claimId: 'bad', orderId: 'bad', lines: [{ lineNo: '1', sku: 'KEYS', quantity: 0 }] }],
      }),
    ).rejects.toMatchObject({
      code: 'CLAIM_UNREADABLE',
    });
  });
});

describe('a hold that nobody paid for', () => {
  it('expires; a paid one is renewed', async () => {
    await put(inventory, 'HOLD', 5);
    await inventory.stock.call.reserveMany({
      claims: [{ claimId: 'unpaid', orderId: 'unpaid', lines: [{ lineNo: '1', sku: 'HOLD', quantity: 2 }] }],
    });
    await inventory.tell([paid('renewed', { HOLD: 1 })]);
    await eventually(async () => expect(await stateOf(inventory, 'renewed')).toBe('CONFIRMED'));
    await inventory.pool.query("update order_stock set expires_at = now() - interval '1 minute' where order_id in ('unpaid', 'renewed')");
    await eventually(async () => expect(await stateOf(inventory, 'unpaid')).toBe('RELEASED'), { timeoutMs: 20_000 });
    expect(await sums(inventory, 'HOLD')).toMatchObject({ reserved: 1 });
    const { rows } = await inventory.pool.query<{ left: boolean }>(
      "select expires_at > now() as left from order_stock where order_id = 'renewed'",
    );
    expect(rows).toEqual([{ left: true }]);
  });
});

describe('counts', () => {
  it('that differ without a reason become drift, told once; a late shipment explains one that is not', async () => {
    await put(inventory, 'DRIFT', 10, at(0));
    await put(inventory, 'LATE', 10, at(0));
    await inventory.tell([paid('late', { LATE: 2 })]);
    await eventually(async () => expect(await stateOf(inventory, 'late')).toBe('CONFIRMED'));
    await inventory.tell([counted('W1', { DRIFT: 7, LATE: 8 }, at(60))]);
    await eventually(async () => expect((await inventory.pool.query('select 1 from drift')).rows).toHaveLength(2));
    await inventory.tell([outbound('late', 'LATE', 2, at(30))]);
    await eventually(async () => expect(await sums(inventory, 'LATE')).toMatchObject({ on_hand: 8, reserved: 0 }));
    await inventory.pool.query("update drift set decide_at = now() - interval '1 second'");
    await eventually(async () => expect(await told(inventory, 'drift-detected', 'W1:DRIFT')).toMatchObject([{ book: 10, counted: 7 }]), {
      timeoutMs: 20_000,
    });
    const { rows } = await inventory.pool.query<{ state: string }>('select state from drift order by sku');
    expect(rows.map((row) => row.state)).toEqual(['OPEN', 'EXPLAINED']);
    await inventory.tell([counted('W1', { DRIFT: 7 }, at(120))]);
    await eventually(async () => expect((await inventory.pool.query("select 1 from drift where state = 'SETTLED'")).rows).toHaveLength(1));
  });
});

describe('availability', () => {
  it('is told with growing versions, the last one true, and far fewer times than it changed', async () => {
    await put(inventory, 'TOLD', 1_000);
    for (let batch = 0; batch < 20; batch += 1)
      await inventory.tell(Array.from({ length: 10 }, (_, index) => paid(`told-${batch}-${index}`, { TOLD: 1 })));
    await eventually(async () =>
      expect((await told(inventory, 'availability-changed', 'TOLD')).at(-1)).toMatchObject({ reserved: 200, availableToPromise: 800 }),
    );
    const versions = (await told(inventory, 'availability-changed', 'TOLD')).map((event) => Number(event['version']));
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(versions.length).toBeLessThan(100);
  });
});

describe('a restart', () => {
  it("keeps every promise, and the writer's fence rises", async () => {
    const before = await inventory.pool.query<{ fence: string }>('select fence from engine_lease');
    const held = await sums(inventory, 'TOLD');
    await inventory.restart();
    expect(await sums(inventory, 'TOLD')).toEqual(held);
    const after = await inventory.pool.query<{ fence: string }>('select fence from engine_lease');
    expect(Number(after.rows[0]?.fence)).toBeGreaterThan(Number(before.rows[0]?.fence));
    await inventory.tell([paid('after-restart', { TOLD: 1 })]);
    await eventually(async () => expect(await stateOf(inventory, 'after-restart')).toBe('CONFIRMED'));
  });

  it("by Postgres cutting the writer's connection loses no claim that waits", async () => {
    await put(inventory, 'CUT', 50);
    await inventory.tell(Array.from({ length: 25 }, (_, index) => paid(`cut-a-${index}`, { CUT: 1 })));
    await inventory.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'inventory' and pid <> pg_backend_pid()",
    );
    await inventory.tell(Array.from({ length: 25 }, (_, index) => paid(`cut-b-${index}`, { CUT: 1 })));
    await eventually(async () => expect(await sums(inventory, 'CUT')).toMatchObject({ reserved: 50 }), { timeoutMs: 30_000 });
  });
});
