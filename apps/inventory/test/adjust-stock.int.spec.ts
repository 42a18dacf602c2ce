import { identityHeader, signIdentity } from '@orderloom/rpc';
import { eventually } from '@orderloom/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted, paid, startInventory, type InventoryUnderTest } from './start-inventory.ts';

let hub: InventoryUnderTest;
beforeAll(async () => {
  hub = await startInventory(['CUP', 'POT', 'TRAY'].map((sku) => ({ sku, safetyStock: 0 })));
});
afterAll(() => hub.stop());

const ADJUST = `mutation ($input: AdjustStockInput!) { adjustStock(input: $input) {
  __typename
  ... on StockAdjusted { before after stock { sku } }
  ... on AdjustmentUnusable { field }
  ... on CountStale { onHand }
  ... on BelowPromised { least }
} }`;

describe('a corrected count', () => {
  it('moves the book once for its key, in the ledger and in the audit log', async () => {
    await stock('CUP', 10);
    const input = wish('CUP', 10, 8);
    const answers = await Promise.all(Array.from({ length: 8 }, () => adjust(input)));
    for (const answer of answers) expect(answer).toEqual({ __typename: 'StockAdjusted', before: 10, after: 8, stock: { sku: 'CUP' } });
    const { rows } = await hub.pool.query(
      `select (select on_hand from sku_stock where sku = 'CUP') as pool, (select on_hand from warehouse_stock where sku = 'CUP') as shelf,
              (select sum(on_hand)::int from ledger where sku = 'CUP') as ledger, (select count(*)::int from ledger where source like 'adjust:%') as entries,
              (select count(*)::int from outbox_event where type = 'hub.inventory.audit-recorded.v1' and data like '%stock-adjusted%') as audited`,
    );
    expect(rows[0]).toEqual({ pool: 8, shelf: 8, ledger: 8, entries: 1, audited: 1 });
    expect(await adjust({ ...input, quantity: 7 })).toEqual({ __typename: 'IdempotencyKeyReused' });
  });

  it('is refused by name: stale, below what is promised, unknown product or warehouse, unusable value', async () => {
    await stock('POT', 5);
    await hub.tell([paid('DY20261122-00001', { POT: 4 })]);
    await eventually(async () => expect(await reservedOf('POT')).toBe(4));
    expect(await adjust(wish('POT', 6, 5))).toEqual({ __typename: 'CountStale', onHand: 5 });
    expect(await adjust(wish('POT', 5, 3))).toEqual({ __typename: 'BelowPromised', least: 4 });
    expect(await adjust(wish('NONE', 0, 3))).toEqual({ __typename: 'SkuUnknown' });
    expect(await adjust({ ...wish('POT', 0, 3), warehouseId: 'WH-NOWHERE' })).toEqual({ __typename: 'WarehouseUnknown' });
    expect(await adjust({ ...wish('POT', 5, 4), reason: 'BORED' })).toEqual({ __typename: 'AdjustmentUnusable', field: 'reason' });
    expect(await adjust(wish('POT', 5, -1))).toEqual({ __typename: 'AdjustmentUnusable', field: 'quantity' });
    expect(await adjust(wish('POT', 5, 4))).toMatchObject({ __typename: 'StockAdjusted', after: 4 });
  });

  it('that raises serves the orders that wait', async () => {
    await hub.tell([paid('DY20261122-00002', { TRAY: 2 })]);
    await eventually(async () => {
      const { rowCount } = await hub.pool.query("select 1 from order_stock where order_id = 'DY20261122-00002' and state = 'WAITING'");
      expect(rowCount).toBe(1);
    });
    expect(await adjust({ ...wish('TRAY', 0, 3), warehouseId: 'WH-NEW', reason: 'FOUND' })).toMatchObject({ after: 3 });
    expect(await reservedOf('TRAY')).toBe(2);
  });

  it('lets one of many that are based on the same figure win, and the others count again', async () => {
    await stock('CUP', 100);
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => adjust(wish('CUP', 100, 90 - index))));
    expect(answers.filter(({ __typename }) => __typename === 'StockAdjusted')).toHaveLength(1);
    expect(answers.filter(({ __typename }) => __typename === 'CountStale')).toHaveLength(11);
  });

  it('is no deed for a role without stock, nor for a key that tries out', async () => {
    const input = wish('CUP', 1, 1);
    expect(await adjust(input, { roles: ['service'] })).toEqual({ __typename: 'RepairNotAllowed' });
    const test = { roles: [], scopes: ['stock:write'], partner: 'p', environment: 'test', shops: ['sandbox-store'] } as const;
    expect(await adjust(input, test)).toEqual({ __typename: 'RepairNotAllowed' });
  });
});

describe('stock', () => {
  const reads = [
    '{ stocks { nodes { onHand } } }',
    '{ stockList { nodes { onHand } } }',
    '{ skuStock(sku: "CUP") { onHand } }',
    '{ _entities(representations: [{ __typename: "SkuStock", sku: "CUP" }]) { ... on SkuStock { onHand } } }',
  ];

  it.each(reads)('is not read by a key that tries out: %s', async (query) => {
    const live = { roles: [], scopes: ['stock:read'], partner: 'p', environment: 'live' } as const;
    expect((await post({ query }, live)).errors).toBeUndefined();
    const test = { ...live, environment: 'test', shops: ['sandbox-store'] } as const;
    expect((await post({ query }, test)).errors).toMatchObject([{ extensions: { code: 'SANDBOX_ONLY' } }]);
  });
});

function wish(sku: string, basedOn: number, quantity: number) {
  return { sku, warehouseId: 'WH-HZ', basedOn, quantity, reason: 'RECOUNTED', reference: 'ST 2026-11', idempotencyKey: randomUUID() };
}

async function adjust(input: object, identity: object = { roles: ['operations'] }): Promise<{ readonly __typename: string }> {
  const { data, errors } = await post({ query: ADJUST, variables: { input } }, identity);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.adjustStock;
}

async function post(body: object, identity: object) {
  const response = await fetch(hub.httpUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [identityHeader]: signIdentity(hub.key, { caller: 'gateway', actor: 'acc-1', ...identity }),
    },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function stock(sku: string, quantity: number): Promise<void> {
  await hub.tell([counted('WH-HZ', { [sku]: quantity })]);
  await eventually(async () => {
    const { rows } = await hub.pool.query<{ on_hand: number }>('select on_hand from sku_stock where sku = $1', [sku]);
    expect(rows[0]?.on_hand).toBe(quantity);
  });
}

async function reservedOf(sku: string): Promise<number | undefined> {
  const { rows } = await hub.pool.query<{ reserved: number }>('select reserved from sku_stock where sku = $1', [sku]);
  return rows[0]?.reserved;
}
