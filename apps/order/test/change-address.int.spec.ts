import { CoordinatePrecision } from '@orderloom/contracts/hub/common/v1/types';
import { ChangeAddressRequest } from '@orderloom/contracts/hub/order/v1/service';
import { eventually } from '@orderloom/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captured, reserved, startOrder, type OrderUnderTest } from './start-order.ts';

let hub: OrderUnderTest;
beforeAll(async () => {
  hub = await startOrder();
});
afterAll(() => hub.stop());

describe('another address for an order (asked for, not told by a platform)', () => {
  it('counts at once while no warehouse has the order, and clears it for sourcing anew', async () => {
    const orderId = await lockedOrder('addr-1');
    expect(await change({ orderId, token: 'token-2' })).toMatchObject({ answer: 'ADDRESS_ANSWER_CHANGED', recipientToken: 'token-2' });
    const { rows } = await hub.pool.query('select recipient_token, clearance_round from orders where id = $1', [orderId]);
    expect(rows[0]).toEqual({ recipient_token: 'token-2', clearance_round: 2 });
    const audit = await hub.pool.query<{ data: string; actor: string }>(
      `select data, actor from outbox_event where type = 'hub.order.audit-recorded.v1' and order_id = $1`,
      [orderId],
    );
    expect(audit.rows).toEqual([{ actor: 'key:a', data: expect.stringContaining('address-changed') }]);
    expect((await hub.story(orderId)).slice(-2)).toEqual(['recipient-changed', 'cleared-for-sourcing']);
    const { verdicts } = await hub.dispatch.call.claimDispatch({
      claims: [{ orderId, fulfilmentOrderId: uuidv7(), recipientToken: 'token-1' }],
    });
    expect(verdicts[0]?.answer).toBe('DISPATCH_ANSWER_STALE');
  });

  it('is no matter of its shop, which is told by its id alone; an id that is no order has none', async () => {
    const orderId = await lockedOrder('shop-1');
    const { rows } = await hub.pool.query<{ shop_id: string }>('select shop_id from orders where id = $1', [orderId]);
    expect(await hub.shops.call.readShops({ orderIds: ['DY20200101-99999', orderId] })).toEqual({
      shops: [{ orderId, shopId: rows[0]?.shop_id }],
    });
  });

  it('is asked of the warehouse that has the order, which is held meanwhile', async () => {
    const orderId = await lockedOrder('addr-2');
    await hub.dispatch.call.claimDispatch({ claims: [{ orderId, fulfilmentOrderId: uuidv7(), recipientToken: 'token-1' }] });
    const answer = await change({ orderId, token: 'token-2' });
    expect(answer).toMatchObject({ answer: 'ADDRESS_ANSWER_PROPOSED', proposalId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect((await hub.story(orderId)).slice(-3)).toEqual(['recipient-changed', 'hold-placed', 'stop-proposed']);
    expect(await change({ orderId, token: 'token-3' })).toMatchObject({ answer: 'ADDRESS_ANSWER_STOP_UNDER_WAY' });
  });

  it('is refused where the order ended or left, and for an order that does not exist', async () => {
    const orderId = await lockedOrder('addr-3');
    const cancel = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }`;
    await hub.ask(cancel, { input: { orderId, reason: 'buyer', idempotencyKey: uuidv7() } });
    expect(await change({ orderId, token: 'token-2' })).toMatchObject({ answer: 'ADDRESS_ANSWER_ALREADY_ENDED' });
    const left = await lockedOrder('addr-4');
    await hub.pool.query("update orders set status = 'OUTBOUND', first_outbound_at = '2026-11-22T10:00:00Z' where id = $1", [left]);
    expect(await change({ orderId: left, token: 'token-2' })).toMatchObject({
      answer: 'ADDRESS_ANSWER_ALREADY_OUTBOUND',
      outboundAt: new Date('2026-11-22T10:00:00Z'),
    });
    expect(await change({ orderId: 'DY20261122-99999', token: 'x' })).toMatchObject({ answer: 'ADDRESS_ANSWER_ORDER_NOT_FOUND' });
  });

  it('is decided once: the same change again, sealed anew, gets the answer and the token of the first', async () => {
    const orderId = await lockedOrder('addr-5');
    const changeId = uuidv7();
    const first = await change({ orderId, token: 'token-2', changeId });
    expect(await change({ orderId, token: 'token-other-copy', changeId })).toEqual(first);
    await expect(change({ orderId, token: 'token-4', changeId, print: 'another address' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect((await hub.story(orderId)).filter((type) => type === 'recipient-changed')).toHaveLength(1);
  });

  it('keeps no reason with a phone number in it', async () => {
    const orderId = await lockedOrder('addr-6');
    expect(await change({ orderId, token: 'token-2', reason: '打 13912345678' })).toMatchObject({
      answer: 'ADDRESS_ANSWER_REASON_UNUSABLE',
      why: 'PERSONAL_DATA',
    });
    expect((await hub.pool.query('select 1 from orders where id = $1 and recipient_token = $2', [orderId, 'token-1'])).rowCount).toBe(1);
  });
});

function change({
  orderId,
  token,
  changeId = uuidv7(),
  print = 'print',
  reason = 'buyer moved',
}: {
  readonly orderId: string;
  readonly token: string;
  readonly changeId?: string;
  readonly print?: string;
  readonly reason?: string;
}) {
  const recipient = {
    token,
    maskedName: '李*',
    district: { code: '330106', province: '浙江省', city: '杭州市', county: '西湖区' },
    coordinate: { longitude: 120, latitude: 30, precision: CoordinatePrecision.COUNTY },
  };
  return hub.addresses.call.changeAddress(
    ChangeAddressRequest.fromPartial({ scope: 'partner-1', changeId, print, orderId, recipient, account: 'key:a', reason }),
  );
}

async function lockedOrder(platformOrderNo: string): Promise<string> {
  await hub.tell([captured(platformOrderNo)]);
  const id = await eventually(async () => {
    const { rows } = await hub.pool.query<{ id: string }>('select id from orders where platform_order_no = $1', [platformOrderNo]);
    if (rows[0] === undefined) throw new Error(`${platformOrderNo} is not placed yet`);
    return rows[0].id;
  });
  await hub.tell([reserved(id)]);
  await eventually(async () => {
    const { rowCount } = await hub.pool.query("select 1 from orders where id = $1 and status = 'STOCK_LOCKED'", [id]);
    expect(rowCount).toBe(1);
  });
  return id;
}
