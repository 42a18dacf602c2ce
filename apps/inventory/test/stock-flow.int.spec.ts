import { ClaimAnswer } from '@orderloom/contracts/hub/inventory/v1/service';
import type { NewEvent } from '@orderloom/contracts';
import { identityHeader, signIdentity } from '@orderloom/rpc';
import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted, paid, startInventory, type InventoryUnderTest } from './start-inventory.ts';

let inventory: InventoryUnderTest;
beforeAll(async () => {
  inventory = await startInventory([
    { sku: 'SAFE', safetyStock: 5 },
    { sku: 'PLAIN', safetyStock: 0 },
  ]);
});
afterAll(() => inventory.stop());

const at = (seconds: number): Date => new Date(Date.parse('2026-11-22T02:00:00Z') + seconds * 1_000);

interface Sums {
  readonly on_hand: number;
  readonly reserved: number;
  readonly allocated: number;
}

async function sums(sku: string): Promise<Sums | undefined> {
  const { rows } = await inventory.pool.query<Sums>(
    `select s.on_hand, s.reserved, (select coalesce(sum(w.allocated), 0)::int from warehouse_stock w where w.sku = s.sku) as allocated
       from sku_stock s where s.sku = $1`,
    [sku],
  );
  return rows[0];
}

async function stateOf(orderId: string): Promise<string | undefined> {
  const { rows } = await inventory.pool.query<{ state: string }>('select state from order_stock where order_id = $1', [orderId]);
  return rows[0]?.state;
}

async function told(type: string, key: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { rows } = await inventory.pool.query<{ data: string }>(
    'select data from outbox where type = $1 and aggregate_id = $2 order by seq',
    [`hub.inventory.${type}.v1`, key],
  );
  return rows.map((row): Readonly<Record<string, unknown>> => JSON.parse(row.data));
}

function cancelled(orderId: string): NewEvent {
  return {
    type: 'hub.order.cancelled.v1',
    aggregateId: orderId,
    orderId,
    data: {
      orderId,
      channel: 'DY',
      shopId: 's',
      platformOrderNo: orderId,
      proposalId: '',
      reason: 'PERSON',
      refundIds: [],
      cancelledAt: at(0),
    },
  };
}

function outbound(orderId: string, sku: string, quantity: number, when = new Date(), outBizCode = 'OUT-1'): NewEvent {
  return {
    type: 'hub.fulfilment.outbound.v1',
    aggregateId: orderId,
    orderId,
    data: {
      orderId,
      fulfilmentOrderId: `F-${orderId}`,
      warehouseId: 'W1',
      outBizCode,
      parcels: [],
      final: true,
      outboundAt: when,
      lines: [{ lineNo: sku, sku, planned: quantity, shipped: quantity }],
    },
  };
}

async function allocate(orderId: string, sku: string, quantity: number, claimId = `F-${orderId}`): Promise<string | undefined> {
  const { results } = await inventory.stock.call.allocateMany({
    claims: [{ claimId, orderId, warehouseId: 'W1', lines: [{ lineNo: sku, sku, quantity }] }],
  });
  return results[0]?.answer;
}

async function put(sku: string, units: number, when = new Date()): Promise<void> {
  await inventory.tell([counted('W1', { [sku]: units }, when)]);
  await eventually(async () => expect(await sums(sku)).toMatchObject({ on_hand: units }));
}

describe('a paid order', () => {
  it('is reserved, allocated, shipped once, and then holds nothing', async () => {
    await put('FLOW', 10);
    await inventory.tell([paid('flow', { FLOW: 3 })]);
    await eventually(async () => expect(await sums('FLOW')).toEqual({ on_hand: 10, reserved: 3, allocated: 0 }));
    expect(await allocate('flow', 'FLOW', 3)).toBe(ClaimAnswer.GRANTED);
    expect(await sums('FLOW')).toEqual({ on_hand: 10, reserved: 3, allocated: 3 });
    await inventory.tell([outbound('flow', 'FLOW', 3)]);
    await inventory.tellAgain();
    // The warehouse repeats itself: another message, the same confirmation.
    await inventory.tell([outbound('flow', 'FLOW', 3)]);
    await eventually(async () => expect(await sums('FLOW')).toEqual({ on_hand: 7, reserved: 0, allocated: 0 }));
    expect(await stateOf('flow')).toBe('CONSUMED');
    await eventually(async () => expect(await told('stock-consumed', 'flow')).toHaveLength(1));
  });

  it('that is short waits, in the order of payment, and gets its stock when it comes', async () => {
    await put('WAIT', 1);
    await inventory.tell([paid('wait-late', { WAIT: 2 }, at(30)), paid('wait-early', { WAIT: 2 }, at(10))]);
    await eventually(async () => expect(await told('stock-short', 'wait-late')).toHaveLength(1));
    expect(await told('stock-short', 'wait-early')).toMatchObject([{ lines: [{ sku: 'WAIT', wanted: 2, available: 1 }] }]);
    await inventory.tell([
      {
        type: 'hub.fulfilment.stock-moved.v1',
        aggregateId: 'W1',
        data: { warehouseId: 'W1', movedAt: new Date(), items: [{ sku: 'WAIT', delta: 2, bizCode: 'RK-1' }] },
      },
    ]);
    await eventually(async () => expect(await stateOf('wait-early')).toBe('CONFIRMED'));
    expect(await stateOf('wait-late')).toBe('WAITING');
    expect(await told('stock-reserved', 'wait-early')).toHaveLength(1);
    await inventory.tell([cancelled('wait-early')]);
    await eventually(async () => expect(await stateOf('wait-late')).toBe('CONFIRMED'));
  });

  it('of a SKU that nobody has heard of waits with nothing available', async () => {
    await inventory.tell([paid('unheard', { UNHEARD: 1 })]);
    await eventually(async () => expect(await told('stock-short', 'unheard')).toMatchObject([{ lines: [{ wanted: 1 }] }]));
    await put('UNHEARD', 1);
    await eventually(async () => expect(await stateOf('unheard')).toBe('CONFIRMED'));
  });

  it('gives back exactly once what it holds, allocated or not', async () => {
    await put('BACK', 5);
    await inventory.tell([paid('back', { BACK: 4 })]);
    await eventually(async () => expect(await sums('BACK')).toMatchObject({ reserved: 4 }));
    await allocate('back', 'BACK', 4);
    await inventory.tell([cancelled('back')]);
    await inventory.tellAgain();
    await inventory.tell([cancelled('back')]);
    await eventually(async () => expect(await sums('BACK')).toEqual({ on_hand: 5, reserved: 0, allocated: 0 }));
    expect(await told('stock-released', 'back')).toHaveLength(1);
  });

  it('keeps units back as safety stock', async () => {
    await put('SAFE', 6);
    await inventory.tell([paid('safe-two', { SAFE: 2 }), paid('safe-one', { SAFE: 1 })]);
    await eventually(async () => expect(await stateOf('safe-one')).toBe('CONFIRMED'));
    expect(await stateOf('safe-two')).toBe('WAITING');
  });
});

describe('claims', () => {
  it('are answered alike for the same key, and refused for another body', async () => {
    await put('KEYS', 5);
    const claim = { claimId: 'key-1', orderId: 'keys', lines: [{ lineNo: '1', sku: 'KEYS', quantity: 2 }] };
    const ask = async (body: typeof claim) => (await inventory.stock.call.reserveMany({ claims: [body] })).results[0]?.answer;
    expect(await ask(claim)).toBe(ClaimAnswer.GRANTED);
    expect(await ask(claim)).toBe(ClaimAnswer.GRANTED);
    expect(await ask({ ...claim, lines: [{ lineNo: '1', sku: 'KEYS', quantity: 3 }] })).toBe(ClaimAnswer.KEY_REUSED);
    expect(await sums('KEYS')).toMatchObject({ reserved: 2 });
  });

  it('on a warehouse are refused where it has not enough, and where nothing is reserved', async () => {
    await inventory.tell([counted('W1', { SPLIT: 2 }), counted('W2', { SPLIT: 8 }), paid('split', { SPLIT: 5 })]);
    await eventually(async () => expect(await stateOf('split')).toBe('CONFIRMED'));
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
    expect(await sums('SPLIT')).toEqual({ on_hand: 10, reserved: 5, allocated: 2 });
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
    await put('HOLD', 5);
    await inventory.stock.call.reserveMany({
      claims: [{ claimId: 'unpaid', orderId: 'unpaid', lines: [{ lineNo: '1', sku: 'HOLD', quantity: 2 }] }],
    });
    await inventory.tell([paid('renewed', { HOLD: 1 })]);
    await eventually(async () => expect(await stateOf('renewed')).toBe('CONFIRMED'));
    await inventory.pool.query("update order_stock set expires_at = now() - interval '1 minute' where order_id in ('unpaid', 'renewed')");
    await eventually(async () => expect(await stateOf('unpaid')).toBe('RELEASED'), { timeoutMs: 20_000 });
    expect(await sums('HOLD')).toMatchObject({ reserved: 1 });
    const { rows } = await inventory.pool.query<{ left: boolean }>(
      "select expires_at > now() as left from order_stock where order_id = 'renewed'",
    );
    expect(rows).toEqual([{ left: true }]);
  });
});

describe('counts', () => {
  it('that differ without a reason become drift, told once; a late shipment explains one that is not', async () => {
    await put('DRIFT', 10, at(0));
    await put('LATE', 10, at(0));
    await inventory.tell([paid('late', { LATE: 2 })]);
    await eventually(async () => expect(await stateOf('late')).toBe('CONFIRMED'));
    await inventory.tell([counted('W1', { DRIFT: 7, LATE: 8 }, at(60))]);
    await eventually(async () => expect((await inventory.pool.query('select 1 from drift')).rows).toHaveLength(2));
    await inventory.tell([outbound('late', 'LATE', 2, at(30))]);
    await eventually(async () => expect(await sums('LATE')).toMatchObject({ on_hand: 8, reserved: 0 }));
    await inventory.pool.query("update drift set decide_at = now() - interval '1 second'");
    await eventually(async () => expect(await told('drift-detected', 'W1:DRIFT')).toMatchObject([{ book: 10, counted: 7 }]), {
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
    await put('TOLD', 1_000);
    for (let batch = 0; batch < 20; batch += 1)
      await inventory.tell(Array.from({ length: 10 }, (_, index) => paid(`told-${batch}-${index}`, { TOLD: 1 })));
    await eventually(async () =>
      expect((await told('availability-changed', 'TOLD')).at(-1)).toMatchObject({ reserved: 200, availableToPromise: 800 }),
    );
    const versions = (await told('availability-changed', 'TOLD')).map((event) => Number(event['version']));
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(versions.length).toBeLessThan(100);
  });
});

describe('a restart', () => {
  it("keeps every promise, and the writer's fence rises", async () => {
    const before = await inventory.pool.query<{ fence: string }>('select fence from engine_lease');
    const held = await sums('TOLD');
    await inventory.restart();
    expect(await sums('TOLD')).toEqual(held);
    const after = await inventory.pool.query<{ fence: string }>('select fence from engine_lease');
    expect(Number(after.rows[0]?.fence)).toBeGreaterThan(Number(before.rows[0]?.fence));
    await inventory.tell([paid('after-restart', { TOLD: 1 })]);
    await eventually(async () => expect(await stateOf('after-restart')).toBe('CONFIRMED'));
  });

  it("by Postgres cutting the writer's connection loses no claim that waits", async () => {
    await put('CUT', 50);
    await inventory.tell(Array.from({ length: 25 }, (_, index) => paid(`cut-a-${index}`, { CUT: 1 })));
    await inventory.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'inventory' and pid <> pg_backend_pid()",
    );
    await inventory.tell(Array.from({ length: 25 }, (_, index) => paid(`cut-b-${index}`, { CUT: 1 })));
    await eventually(async () => expect(await sums('CUT')).toMatchObject({ reserved: 50 }), { timeoutMs: 30_000 });
  });
});

describe('screens', () => {
  const ask = async (query: string, roles: readonly string[] = ['supply']) => {
    const response = await fetch(inventory.httpUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [identityHeader]: signIdentity(inventory.key, { caller: 'gateway', actor: 'acc-1', roles }),
      },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { readonly data?: Readonly<Record<string, unknown>>; readonly errors?: unknown };
  };

  it('see stock by SKU in pages, with its warehouses and open drifts', async () => {
    const first = await ask(
      '{ stocks(first: 2, search: "l") { totalCount nodes { sku onHand availableToPromise openDrifts warehouses { warehouseId onHand } } pageInfo { hasNextPage endCursor } } }',
    );
    expect(first.errors).toBeUndefined();
    const stocks = first.data?.['stocks'] as {
      totalCount: number;
      nodes: { sku: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    expect(stocks.nodes).toHaveLength(2);
    expect(stocks.pageInfo.hasNextPage).toBe(true);
    const second = await ask(
      `{ stocks(first: 200, search: "l", after: "${stocks.pageInfo.endCursor}") { nodes { sku } pageInfo { hasNextPage } } }`,
    );
    const rest = second.data?.['stocks'] as { nodes: { sku: string }[]; pageInfo: { hasNextPage: boolean } };
    expect(stocks.nodes.length + rest.nodes.length).toBe(stocks.totalCount);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it("see an order's reservations through the entity", async () => {
    const answer = await ask(
      '{ _entities(representations: [{ __typename: "Order", id: "split" }, { __typename: "Order", id: "nobody" }]) { ... on Order { reservations { sku quantity allocatedQuantity state } } } }',
    );
    expect(answer.data?.['_entities']).toEqual([
      { reservations: [{ sku: 'SPLIT', quantity: 5, allocatedQuantity: 2, state: 'RESERVED' }] },
      { reservations: [] },
    ]);
  });

  it('see SKUs by urgency, counts that equal their lists, and who holds what sums up to what is reserved (L1)', async () => {
    await put('SHORTEST', 1);
    await inventory.tell([paid('waits-1', { SHORTEST: 3 }), paid('waits-2', { SHORTEST: 2 })]);
    await eventually(async () => expect(await stateOf('waits-2')).toBe('WAITING'));
    const fields =
      'totalCount nodes { sku waitingOrders waitingUnits waitingOrderIds reserved holders(first: 200) { totalHeld nodes { held order { id } } } }';
    const answer = await ask(
      `{ stockCounts { all short low drifting } all: stockList(first: 200) { ${fields} } short: stockList(view: SHORT, first: 200) { ${fields} } drifting: stockList(view: DRIFTING, first: 200) { ${fields} } }`,
    );
    expect(answer.errors).toBeUndefined();
    type List = {
      totalCount: number;
      nodes: {
        sku: string;
        waitingOrders: number;
        waitingUnits: number;
        waitingOrderIds: string[];
        reserved: number;
        holders: { totalHeld: number; nodes: { held: number }[] };
      }[];
    };
    const { stockCounts, all, short, drifting } = answer.data as { stockCounts: Record<string, number> } & Record<
      'all' | 'short' | 'drifting',
      List
    >;
    for (const [name, list] of Object.entries({ all, short, drifting })) {
      expect(list.nodes, name).toHaveLength(list.totalCount);
      expect(stockCounts[name], name).toBe(list.totalCount);
    }
    expect(all.nodes[0]).toMatchObject({ sku: 'SHORTEST', waitingOrders: 2, waitingUnits: 5, waitingOrderIds: ['waits-1', 'waits-2'] });
    for (const { sku, reserved, holders } of all.nodes) {
      expect(holders.totalHeld, sku).toBe(reserved);
      // One SKU has more holders than a page.
      if (holders.nodes.length === 200) continue;
      expect(
        holders.nodes.reduce((sum, row) => sum + row.held, 0),
        sku,
      ).toBe(reserved);
    }
  });

  it('settle a difference once, in words, and take it back; the second person is told that it came too late (INV-04)', async () => {
    await put('SETTLE', 10, at(0));
    await inventory.tell([counted('W1', { SETTLE: 8 }, at(60))]);
    await eventually(async () => expect((await inventory.pool.query("select 1 from drift where sku = 'SETTLE'")).rows).toHaveLength(1));
    await inventory.pool.query("update drift set state = 'OPEN' where sku = 'SETTLE'");
    const open = await ask('{ skuStock(sku: "SETTLE") { openDrifts drifts { id state book counted } } }');
    const { id } = (open.data?.['skuStock'] as { drifts: { id: string }[] }).drifts[0] ?? { id: '' };
    const settle = (cause: string) =>
      ask(
        `mutation { settleDrift(input: { id: "${id}", cause: "${cause}" }) { __typename ... on DriftSettled { drift { state cause settledBy } } ... on DriftNotOpen { drift { cause } } } }`,
      );
    expect((await settle('OTHER')).data?.['settleDrift']).toEqual({ __typename: 'SettlementRefused' });
    const both = await Promise.all([settle('LOST'), settle('DAMAGED')]);
    const kinds = both.map((one) => (one.data?.['settleDrift'] as { __typename: string }).__typename);
    expect(kinds.toSorted()).toEqual(['DriftNotOpen', 'DriftSettled']);
    expect(await sums('SETTLE')).toMatchObject({ on_hand: 8 });
    const again = await ask(`mutation { reopenDrift(id: "${id}") { __typename ... on DriftSettled { drift { state cause } } } }`);
    expect(again.data?.['reopenDrift']).toEqual({ __typename: 'DriftSettled', drift: { state: 'OPEN', cause: null } });
    const audited = await inventory.pool.query(
      "select data from outbox where type = 'hub.inventory.audit-recorded.v1' and data like '%drift-%'",
    );
    expect(audited.rows).toHaveLength(2);
  });

  it('repair counters from the ledger and hear what differed; only who may', async () => {
    const repair =
      'mutation { repairStock { __typename ... on StockRepaired { checked corrected differences { sku warehouseId counter was is } } ... on RepairNotAllowed { code } } }';
    expect((await ask(repair, ['finance'])).data?.['repairStock']).toEqual({ __typename: 'RepairNotAllowed', code: 'NOT_ALLOWED' });
    expect((await ask(repair)).data?.['repairStock']).toMatchObject({ corrected: 0, differences: [] });
    await inventory.pool.query("update sku_stock set reserved = reserved + 7 where sku = 'TOLD'");
    await inventory.pool.query("update warehouse_stock set allocated = 99 where sku = 'SPLIT' and warehouse_id = 'W2'");
    expect((await ask(repair)).data?.['repairStock']).toMatchObject({
      corrected: 2,
      differences: [
        { sku: 'TOLD', warehouseId: '', counter: 'RESERVED', was: 208, is: 201 },
        { sku: 'SPLIT', warehouseId: 'W2', counter: 'ALLOCATED', was: 99, is: 0 },
      ],
    });
    expect(await sums('TOLD')).toMatchObject({ reserved: 201 });
  });

  it('cannot be given a changed ledger: it is append-only', async () => {
    await expect(inventory.pool.query('update ledger set reserved = 0')).rejects.toThrow('append-only');
    await expect(inventory.pool.query('delete from ledger')).rejects.toThrow('append-only');
  });
});
