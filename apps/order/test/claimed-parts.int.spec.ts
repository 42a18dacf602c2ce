import { DispatchAnswer } from '@orderloom/contracts/hub/order/v1/service';
import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { captured, reserved, sourced, startOrder, type OrderUnderTest } from './start-order.ts';

let hub: OrderUnderTest;
beforeAll(async () => {
  hub = await startOrder();
});
afterAll(() => hub.stop());

const whole = {
  warehouseId: 'W1',
  lines: [
    { lineNo: '1', sku: 'A', quantity: 2 },
    { lineNo: '2', sku: 'B', quantity: 1 },
  ],
};

async function lockedOrder(platformOrderNo: string): Promise<string> {
  await hub.tell([captured(platformOrderNo)]);
  const id = await eventually(async () => {
    const { rows } = await hub.pool.query<{ id: string }>('select id from orders where platform_order_no = $1', [platformOrderNo]);
    return rows[0]?.id ?? false;
  });
  await hub.tell([reserved(id)]);
  await eventually(async () => expect((await rowOf(id)).status).toBe('STOCK_LOCKED'));
  return id;
}

async function rowOf(id: string) {
  const { rows } = await hub.pool.query<{ status: string; xmin: string; parts: unknown }>(
    'select status, xmin::text, parts from orders where id = $1',
    [id],
  );
  return rows[0] ?? { status: '', xmin: '', parts: [] };
}

const traces = async (): Promise<number> => (await hub.pool.query('select from inbox')).rowCount ?? 0;

it('a claim tells what goes: the news of that decision leaves no trace, and that of another part is taken', async () => {
  const id = await lockedOrder('claimed');
  const claims = [{ orderId: id, fulfilmentOrderId: 'F1', recipientToken: 'token-1', ...whole }];
  expect((await hub.dispatch.call.claimDispatch({ claims })).verdicts[0]?.answer).toBe(DispatchAnswer.CLEARED);
  const [claimed, before] = [await rowOf(id), await traces()];
  const lines = whole.lines.map(({ lineNo, quantity }) => ({ lineNo, quantity, shipped: 0 }));
  expect(claimed).toMatchObject({ status: 'WITH_WAREHOUSE', parts: [{ state: 'CLAIMED', warehouseId: 'W1', lines }] });

  await hub.tell([sourced(id, [{ fulfilmentOrderId: 'F1', ...whole }])]);
  await lockedOrder('after it');
  // Of the other order's two events alone.
  expect([await rowOf(id), (await traces()) - before]).toEqual([claimed, 2]);

  await hub.tell([sourced(id, [{ fulfilmentOrderId: 'F2', ...whole }])]);
  await eventually(async () => expect(await rowOf(id)).toMatchObject({ parts: [{ state: 'CLAIMED' }, { state: 'SOURCED' }] }));
});
