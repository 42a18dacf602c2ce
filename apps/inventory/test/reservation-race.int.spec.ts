import { ClaimAnswer } from '@orderloom/contracts/hub/inventory/v1/service';
import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted, paid, startInventory, type InventoryUnderTest } from './start-inventory.ts';

const BUYERS = 200;
const UNITS = 100;

let inventory: InventoryUnderTest;
beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

async function stockOf(sku: string): Promise<{ on_hand: number; reserved: number } | undefined> {
  const { rows } = await inventory.pool.query<{ on_hand: number; reserved: number }>(
    'select on_hand, reserved from sku_stock where sku = $1',
    [sku],
  );
  return rows[0];
}

async function put(sku: string): Promise<void> {
  await inventory.tell([counted('WH-1', { [sku]: 60 }), counted('WH-2', { [sku]: 40 })]);
  await eventually(async () => expect(await stockOf(sku)).toMatchObject({ on_hand: UNITS }));
}

async function eventsOf(type: string, sku: string): Promise<number> {
  const { rows } = await inventory.pool.query<{ count: number }>(
    `select count(distinct order_id)::int as count from outbox_event where type = $1 and data like $2`,
    [type, `%"${sku}"%`],
  );
  return rows[0]?.count ?? 0;
}

describe('200 buyers for 100 units', () => {
  it('through gRPC, each with a call of its own, get exactly 100 reservations', async () => {
    await put('HOT-RPC');
    const answers = await Promise.all(
      Array.from({ length: BUYERS }, (_, buyer) =>
        inventory.stock.call.reserveMany({
          claims: [{ claimId: `claim-${buyer}`, orderId: `rpc-${buyer}`, lines: [{ lineNo: '1', sku: 'HOT-RPC', quantity: 1 }] }],
        }),
      ),
    );
    const given = answers.flatMap((answer) => answer.results.map((result) => result.answer));
    expect(given.filter((answer) => answer === ClaimAnswer.GRANTED)).toHaveLength(UNITS);
    expect(given.filter((answer) => answer === ClaimAnswer.SHORT)).toHaveLength(BUYERS - UNITS);
    expect(await stockOf('HOT-RPC')).toEqual({ on_hand: UNITS, reserved: UNITS });
  });

  it('through payment events, told twice, get exactly 100 reservations and the rest waits', async () => {
    await put('HOT-EVENT');
    await inventory.tell(Array.from({ length: BUYERS }, (_, buyer) => paid(`event-${buyer}`, { 'HOT-EVENT': 1 })));
    await inventory.tellAgain();
    await eventually(async () => expect(await eventsOf('hub.inventory.stock-reserved.v1', 'HOT-EVENT')).toBe(UNITS));
    await eventually(async () => expect(await eventsOf('hub.inventory.stock-short.v1', 'HOT-EVENT')).toBe(BUYERS - UNITS));
    expect(await stockOf('HOT-EVENT')).toEqual({ on_hand: UNITS, reserved: UNITS });
  });

  it('through both doors at once get exactly 100 together', async () => {
    await put('HOT-BOTH');
    const calls = Array.from({ length: BUYERS / 2 }, (_, buyer) =>
      inventory.stock.call.reserveMany({
        claims: [{ claimId: `both-${buyer}`, orderId: `both-rpc-${buyer}`, lines: [{ lineNo: '1', sku: 'HOT-BOTH', quantity: 1 }] }],
      }),
    );
    const told = Array.from({ length: BUYERS / 4 }, (_, buyer) => [
      paid(`both-a-${buyer}`, { 'HOT-BOTH': 1 }),
      paid(`both-b-${buyer}`, { 'HOT-BOTH': 1 }),
    ]).map((pair) => inventory.tell(pair));
    const answers = await Promise.all(calls);
    await Promise.all(told);
    const granted = answers.filter((answer) => answer.results[0]?.answer === ClaimAnswer.GRANTED).length;
    await eventually(async () => {
      const settled =
        (await eventsOf('hub.inventory.stock-short.v1', 'HOT-BOTH')) + (await eventsOf('hub.inventory.stock-reserved.v1', 'HOT-BOTH'));
      expect(settled).toBeGreaterThanOrEqual(BUYERS / 2);
    });
    const { rows } = await inventory.pool.query<{ held: number }>("select sum(held)::int as held from reservation where sku = 'HOT-BOTH'");
    expect(rows[0]?.held).toBe(UNITS);
    expect(await stockOf('HOT-BOTH')).toEqual({ on_hand: UNITS, reserved: UNITS });
    expect(granted).toBeGreaterThan(0);
  });

  it('leaves a ledger whose sums are the counters', async () => {
    const { rows } = await inventory.pool.query(
      `select s.sku from sku_stock s join ledger l on l.sku = s.sku
        group by s.sku having s.reserved <> sum(l.reserved) or s.on_hand <> sum(l.on_hand)`,
    );
    expect(rows).toEqual([]);
  });
});
