import { ClaimAnswer } from '@orderloom/contracts/hub/inventory/v1/service';
import { identityHeader, signIdentity } from '@orderloom/rpc';
import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted, startInventory, type InventoryUnderTest } from './start-inventory.ts';
import { at, put, stateOf, sums } from './stock-events.ts';

let inventory: InventoryUnderTest;
beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

const reserve = async (claimId: string, orderId: string, sku: string, quantity: number) =>
  (await inventory.stock.call.reserveMany({ claims: [{ claimId, orderId, lines: [{ lineNo: '1', sku, quantity }] }] })).results[0]?.answer;

const release = async (claimId: string, orderId: string, lines: { lineNo: string; sku: string; quantity: number }[] = []) =>
  (
    await inventory.stock.call.releaseMany({
      claims: [{ claimId, orderId, lines, keepReservation: false, warehouseId: '', reason: 'test' }],
    })
  ).results[0]?.answer;

describe('a claim that is asked again', () => {
  it('after its hold was given back is answered as before and holds nothing', async () => {
    await put(inventory, 'AGAIN', 5);
    expect(await reserve('again-1', 'again', 'AGAIN', 2)).toBe(ClaimAnswer.GRANTED);
    expect(await release('again-back', 'again')).toBe(ClaimAnswer.GRANTED);
    const ask = async () => [await reserve('again-1', 'again', 'AGAIN', 2), await reserve('again-1', 'again', 'AGAIN', 3)];
    expect(await ask()).toEqual([ClaimAnswer.GRANTED, ClaimAnswer.KEY_REUSED]);
    await inventory.restart();
    expect(await ask()).toEqual([ClaimAnswer.GRANTED, ClaimAnswer.KEY_REUSED]);
    expect(await sums(inventory, 'AGAIN')).toMatchObject({ reserved: 0 });
    expect(await reserve('again-2', 'again', 'AGAIN', 1)).toBe(ClaimAnswer.GRANTED);
    expect(await sums(inventory, 'AGAIN')).toMatchObject({ reserved: 1 });
  });

  it('gives a part back once, also when its answer is from before answers stood with the order', async () => {
    await put(inventory, 'PART', 9);
    expect(await reserve('part-1', 'part', 'PART', 6)).toBe(ClaimAnswer.GRANTED);
    const some = [{ lineNo: '1', sku: 'PART', quantity: 2 }];
    expect([await release('part-back', 'part', some), await release('part-back', 'part', some)]).toEqual([
      ClaimAnswer.GRANTED,
      ClaimAnswer.GRANTED,
    ]);
    expect(await sums(inventory, 'PART')).toMatchObject({ reserved: 4 });
    await inventory.pool.query(`update order_stock set claims = null where order_id = 'part'`);
    await inventory.pool.query(`insert into claim_answer values ('RELEASE', 'part-old', '', '{"answer":"GRANTED","shortages":[]}', now())`);
    await inventory.restart();
    expect(await release('part-old', 'part', some)).toBe(ClaimAnswer.GRANTED);
    expect(await sums(inventory, 'PART')).toMatchObject({ reserved: 4 });
    expect(await release('part-new', 'part', some)).toBe(ClaimAnswer.GRANTED);
    expect(await sums(inventory, 'PART')).toMatchObject({ reserved: 2 });
  });

  it('for a warehouse is known by the allocation that it made', async () => {
    await put(inventory, 'SHELF', 5);
    expect(await reserve('shelf-1', 'shelf', 'SHELF', 3)).toBe(ClaimAnswer.GRANTED);
    const ask = async (quantity: number) =>
      (
        await inventory.stock.call.allocateMany({
          claims: [{ claimId: 'F-shelf', orderId: 'shelf', warehouseId: 'W1', lines: [{ lineNo: '1', sku: 'SHELF', quantity }] }],
        })
      ).results[0]?.answer;
    expect([await ask(1), await ask(1), await ask(2)]).toEqual([ClaimAnswer.GRANTED, ClaimAnswer.GRANTED, ClaimAnswer.KEY_REUSED]);
    expect(await sums(inventory, 'SHELF')).toMatchObject({ reserved: 3, allocated: 1 });
  });
});

describe("the writer's memory", () => {
  it('is made again from the rows where they do not bear it out', async () => {
    await put(inventory, 'MEMORY', 10);
    expect(await reserve('memory-1', 'memory-1', 'MEMORY', 1)).toBe(ClaimAnswer.GRANTED);
    await inventory.pool.query(`update sku_stock set reserved = 9 where sku = 'MEMORY'`);
    expect(await reserve('memory-2', 'memory-2', 'MEMORY', 2)).toBe(ClaimAnswer.SHORT);
    expect(await reserve('memory-3', 'memory-3', 'MEMORY', 1)).toBe(ClaimAnswer.GRANTED);
    expect(await sums(inventory, 'MEMORY')).toMatchObject({ reserved: 10 });
    expect(await stateOf(inventory, 'memory-2')).toBeUndefined();
  });

  it('keeps nothing of work that was undone', async () => {
    await put(inventory, 'UNDONE', 1);
    await inventory.pool.query(`alter table reservation add constraint planted check (order_id <> 'undone-1')`);
    await expect(reserve('undone-1', 'undone-1', 'UNDONE', 1)).rejects.toThrow();
    expect(await reserve('undone-2', 'undone-2', 'UNDONE', 1)).toBe(ClaimAnswer.GRANTED);
    expect(await sums(inventory, 'UNDONE')).toMatchObject({ reserved: 1 });
  });
});

describe('the ledger', () => {
  it('has one row for what a batch books on one SKU, and says order by order what it was, page by page', async () => {
    await inventory.tell([counted('W1', { FOLD: 100 }, at(0))]);
    await eventually(async () => expect(await sums(inventory, 'FOLD')).toMatchObject({ on_hand: 100 }));
    const claims = Array.from({ length: 50 }, (_, nth) => ({
      claimId: `fold-${nth}`,
      orderId: `fold ${nth}`,
      lines: [{ lineNo: '1', sku: 'FOLD', quantity: 1 + (nth % 2) }],
    }));
    await inventory.stock.call.reserveMany({ claims });
    const { rows } = await inventory.pool.query(
      `select (select count(*)::int from ledger where sku = 'FOLD' and kind = 'RESERVE') as rows, count(*)::int as entries,
              count(distinct order_id)::int as orders, sum(reserved)::int as reserved from ledger_entry where sku = 'FOLD' and kind = 'RESERVE'`,
    );
    expect(rows).toEqual([{ rows: 1, entries: 50, orders: 50, reserved: 75 }]);
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await pageOfLedger('FOLD', after);
      seen.push(...page.nodes.map((node) => `${node.order?.id ?? ''} ${node.reserved}`));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toHaveLength(51);
    expect(seen.toSorted()).toEqual([' 0', ...claims.map(({ orderId, lines }) => `${orderId} ${lines[0]?.quantity}`)].toSorted());
  });
});

interface LedgerPage {
  readonly nodes: readonly { readonly order: { readonly id: string } | null; readonly reserved: number }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function pageOfLedger(sku: string, after: string | null): Promise<LedgerPage> {
  const query = `query ($sku: ID!, $after: String) { skuStock(sku: $sku) { ledger(first: 7, after: $after) {
    nodes { order { id } reserved } pageInfo { hasNextPage endCursor } } } }`;
  const response = await fetch(inventory.httpUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [identityHeader]: signIdentity(inventory.key, { caller: 'gateway', actor: 'acc-1', roles: ['operations'] }),
    },
    body: JSON.stringify({ query, variables: { sku, after } }),
  });
  return (await response.json()).data.skuStock.ledger;
}
