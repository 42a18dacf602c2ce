import { identityHeader, signIdentity } from '@orderloom/rpc';
import { eventually, explainingPool } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stockPageReads } from '../src/persistence/stock-page.ts';
import { counted, paid, startInventory, type InventoryUnderTest } from './start-inventory.ts';
import { allocate, at, put, stateOf, sums } from './stock-events.ts';

let inventory: InventoryUnderTest;
beforeAll(async () => {
  inventory = await startInventory([
    { sku: 'SAFE', safetyStock: 5 },
    { sku: 'PLAIN', safetyStock: 0 },
    { sku: 'ALSO', safetyStock: 0 },
  ]);
  await put(inventory, 'SPLIT', 10);
  await put(inventory, 'TOLD', 1_000);
  await inventory.tell([paid('split', { SPLIT: 5 }), ...Array.from({ length: 201 }, (_, index) => paid(`told-${index}`, { TOLD: 1 }))]);
  await eventually(async () => expect(await sums(inventory, 'TOLD')).toMatchObject({ reserved: 201 }));
  await allocate(inventory, 'split', 'SPLIT', 2);
});
afterAll(() => inventory.stop());

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
    await put(inventory, 'SHORTEST', 1);
    await inventory.tell([paid('waits-1', { SHORTEST: 3 }), paid('waits-2', { SHORTEST: 2 })]);
    await eventually(async () => expect(await stateOf(inventory, 'waits-2')).toBe('WAITING'));
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

  it('read every figure of a page by one statement', async () => {
    const asked = explainingPool(inventory.databaseUrl);
    const reads = stockPageReads(asked.pool);
    const { rows, counts } = await reads.list({ view: 'ALL', search: '', warehouseId: undefined, size: 3, after: undefined });
    expect(asked.take().filter((plan) => plan.statement.includes('stock_movement'))).toHaveLength(1);
    const figures = await reads.figures(rows.map((row) => row.sku));
    for (const row of rows) expect(row.figures, row.sku).toMatchObject(figures.get(row.sku) ?? {});
    expect(rows).toHaveLength(3);
    expect(counts).toMatchObject(await reads.counts({ search: '', warehouseId: undefined }));
    const nothing = await reads.list({ view: 'ALL', search: 'no such', warehouseId: undefined, size: 3, after: undefined });
    expect(nothing).toMatchObject({ rows: [], counts: { all: 0 } });
    await asked.pool.end();
  });

  it('settle a difference once, in words, and take it back; the second person is told that it came too late (INV-04)', async () => {
    await put(inventory, 'SETTLE', 10, at(0));
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
    expect(await sums(inventory, 'SETTLE')).toMatchObject({ on_hand: 8 });
    const again = await ask(`mutation { reopenDrift(id: "${id}") { __typename ... on DriftSettled { drift { state cause } } } }`);
    const none = await ask('mutation { reopenDrift(id: "nothing") { __typename } }');
    expect(none.data?.['reopenDrift']).toEqual({ __typename: 'DriftNotFound' });
    expect(again.data?.['reopenDrift']).toEqual({ __typename: 'DriftSettled', drift: { state: 'OPEN', cause: null } });
    const audited = await inventory.pool.query(
      "select data from outbox_event where type = 'hub.inventory.audit-recorded.v1' and data like '%drift-%'",
    );
    expect(audited.rows).toHaveLength(2);
  });

  it('repair counters from the ledger and hear what differed; only who may', async () => {
    const repair =
      'mutation { repairStock { __typename ... on StockRepaired { checked corrected differences { sku warehouseId counter was is } } ... on RepairNotAllowed { code } } }';
    expect((await ask(repair, ['finance'])).data?.['repairStock']).toEqual({ __typename: 'RepairNotAllowed', code: 'NOT_ALLOWED' });
    expect((await ask(repair)).data?.['repairStock']).toMatchObject({ corrected: 0, differences: [] });
    await inventory.pool.query("update sku_stock set reserved = reserved + 7 where sku = 'TOLD'");
    await inventory.pool.query("update warehouse_stock set allocated = 99 where sku = 'SPLIT' and warehouse_id = 'W1'");
    expect((await ask(repair)).data?.['repairStock']).toMatchObject({
      corrected: 2,
      differences: [
        { sku: 'TOLD', warehouseId: '', counter: 'RESERVED', was: 208, is: 201 },
        { sku: 'SPLIT', warehouseId: 'W1', counter: 'ALLOCATED', was: 99, is: 2 },
      ],
    });
    expect(await sums(inventory, 'TOLD')).toMatchObject({ reserved: 201 });
  });

  it('cannot be given a changed ledger: it is append-only', async () => {
    await expect(inventory.pool.query('update ledger set reserved = 0')).rejects.toThrow('append-only');
    await expect(inventory.pool.query('delete from ledger')).rejects.toThrow('append-only');
  });
});
