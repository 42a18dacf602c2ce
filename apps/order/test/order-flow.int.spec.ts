import { DispatchAnswer } from '@orderloom/contracts/hub/order/v1/service';
import { eventually } from '@orderloom/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captured, refundRequested, reserved, startOrder, type OrderUnderTest } from './start-order.ts';

let hub: OrderUnderTest;
beforeAll(async () => {
  hub = await startOrder();
});
afterAll(() => hub.stop());

async function idOf(platformOrderNo: string): Promise<string> {
  return eventually(async () => {
    const { rows } = await hub.pool.query<{ id: string }>('select id from orders where platform_order_no = $1', [platformOrderNo]);
    const id = rows[0]?.id;
    if (id === undefined) throw new Error(`${platformOrderNo} is not placed yet`);
    return id;
  });
}

async function statusOf(id: string): Promise<string | undefined> {
  const { rows } = await hub.pool.query<{ status: string }>('select status from orders where id = $1', [id]);
  return rows[0]?.status;
}

async function lockedOrder(platformOrderNo: string): Promise<string> {
  await hub.tell([captured(platformOrderNo)]);
  const id = await idOf(platformOrderNo);
  await hub.tell([reserved(id)]);
  await eventually(async () => expect(await statusOf(id)).toBe('STOCK_LOCKED'));
  return id;
}

async function claim(orderId: string, fulfilmentOrderId: string, recipientToken = 'token-1'): Promise<string | undefined> {
  const { verdicts } = await hub.dispatch.call.claimDispatch({ claims: [{ orderId, fulfilmentOrderId, recipientToken }] });
  return verdicts[0]?.answer;
}

const CANCEL = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) {
  __typename ... on OrderCancelled { order { id status } } ... on CancelProposed { proposalId order { status stops { scope state } } } ... on Refusal { code message } } }`;
const HOLD = `mutation ($input: HoldOrderInput!) { holdOrder(input: $input) {
  __typename ... on OrderHeld { hold { id reason owner } order { holds { id releasedAt } } } ... on Refusal { code } } }`;
const RELEASE = `mutation ($input: ReleaseHoldInput!) { releaseHold(input: $input) { __typename ... on HoldReleased { order { status } } ... on Refusal { code } } }`;

describe('identity (ORD-01, ING-18)', () => {
  it('is one order for one platform number, told five times in one batch and again', async () => {
    await hub.tell(Array.from({ length: 5 }, () => captured('five')));
    await hub.tellAgain();
    const id = await idOf('five');
    expect(id).toMatch(/^DY20261122-\d{5,}$/);
    await hub.tell([captured('after-five')]);
    await idOf('after-five');
    expect(await hub.story(id)).toEqual(['placed', 'payment-confirmed']);
    const { rows } = await hub.pool.query("select 1 from orders where platform_order_no = 'five'");
    expect(rows).toHaveLength(1);
  });

  it('gives a hundred orders of one batch a hundred serials, and never a serial twice across a restart', async () => {
    await hub.tell(Array.from({ length: 100 }, (_, index) => captured(`batch-${index}`)));
    await idOf('batch-99');
    await hub.restart();
    await hub.tell(Array.from({ length: 20 }, (_, index) => captured(`again-${index}`)));
    await idOf('again-19');
    const { rows } = await hub.pool.query<{ orders: number; ids: number }>(
      'select count(*)::int as orders, count(distinct id)::int as ids from orders',
    );
    expect(rows[0]?.ids).toBe(rows[0]?.orders);
  });

  it("takes the Shanghai day of the platform's creation time", async () => {
    await hub.tell([captured('before-midnight', { createdAt: new Date('2026-11-21T15:59:59Z') })]);
    expect(await idOf('before-midnight')).toMatch(/^DY20261121-/);
  });
});

describe('the flow', () => {
  it('clears a locked order for sourcing with everything that sourcing needs', async () => {
    const id = await lockedOrder('flow');
    expect(await hub.story(id)).toEqual(['placed', 'payment-confirmed', 'cleared-for-sourcing']);
    const { rows } = await hub.pool.query<{ data: string }>("select data from outbox_event where order_id = $1 and type like '%cleared%'", [
      id,
    ]);
    const body: unknown = JSON.parse(rows[0]?.data ?? '');
    expect(body).toMatchObject({
      orderId: id,
      recipient: { token: 'token-1' },
      goodsAmount: { minor: '250' },
      lines: [{ sku: 'A', quantity: 2 }, { sku: 'B' }],
    });
  });

  it('keeps what only a platform knows: raw body, system, defaulted fields, extensions', async () => {
    const id = await idOf('flow');
    const { rows } = await hub.pool.query<{ system: string; raw_ref: string; data: string }>(
      "select system, raw_ref, data from outbox_event where order_id = $1 and type = 'hub.order.placed.v1'",
      [id],
    );
    expect(rows[0]).toMatchObject({ system: 'douyin', raw_ref: 'channel/raw-1' });
    expect(JSON.parse(rows[0]?.data ?? '')).toMatchObject({ defaultedFields: ['receiver name'], extensions: { influencer: 'x' } });
  });

  it('ends the same when the refund was told before the order', async () => {
    await hub.tell([refundRequested('early', 'R-early')]);
    await eventually(async () => expect((await hub.pool.query('select 1 from early_fact')).rows).toHaveLength(1));
    await hub.tell([captured('early')]);
    const id = await idOf('early');
    await eventually(async () => expect(await statusOf(id)).toBe('CANCELLED'));
    expect(await hub.story(id)).toEqual(['placed', 'payment-confirmed', 'cancelled']);
  });

  it('ends an order whose parts left and were signed as signed', async () => {
    const id = await lockedOrder('whole');
    expect(await claim(id, 'F-whole')).toBe(DispatchAnswer.CLEARED);
    const at = new Date();
    const lines = [
      { lineNo: '1', sku: 'A', quantity: 2 },
      { lineNo: '2', sku: 'B', quantity: 1 },
    ];
    await hub.tell([
      {
        type: 'hub.fulfilment.order-sourced.v1',
        aggregateId: id,
        orderId: id,
        data: {
          orderId: id,
          decisionId: 'D1',
          ruleVersion: 1,
          candidates: 1,
          refused: 0,
          decidedAt: at,
          parts: [{ fulfilmentOrderId: 'F-whole', warehouseId: 'W1', warehouseName: '', carrier: 'SF', carrierService: '1', lines }],
        },
      },
      {
        type: 'hub.fulfilment.outbound.v1',
        aggregateId: id,
        orderId: id,
        data: {
          orderId: id,
          fulfilmentOrderId: 'F-whole',
          warehouseId: 'W1',
          outBizCode: 'OUT-1',
          parcels: [],
          final: true,
          outboundAt: at,
          lines: [
            { lineNo: '1', sku: 'A', planned: 2, shipped: 2 },
            { lineNo: '2', sku: 'B', planned: 1, shipped: 1 },
          ],
        },
      },
      {
        type: 'hub.fulfilment.route-node-seen.v1',
        aggregateId: id,
        orderId: id,
        data: {
          orderId: id,
          parcelId: 'P1',
          trackingNumber: 'SF1',
          nodeId: 'n',
          kind: 'ROUTE_NODE_KIND_SIGNED',
          opCode: '80',
          place: '',
          reachedAt: at,
          orderComplete: true,
        },
      },
    ]);
    await hub.tellAgain();
    await eventually(async () => expect(await statusOf(id)).toBe('SIGNED'));
  });
});

describe('the choke point', () => {
  it('lets either the clearance or the hold win, never both', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 10; index += 1) ids.push(await lockedOrder(`race-${index}`));
    const outcomes = await Promise.all(
      ids.map(async (orderId) => {
        const [cleared, held] = await Promise.all([
          claim(orderId, `F-${orderId}`),
          hub.ask(HOLD, { input: { orderId, reason: 'race', idempotencyKey: uuidv7() } }),
        ]);
        return { cleared, held: held.data?.['holdOrder']?.['__typename'] };
      }),
    );
    for (const outcome of outcomes) {
      const clearanceWon = outcome.cleared === DispatchAnswer.CLEARED && outcome.held === 'AlreadyWithWarehouse';
      const holdWon = outcome.cleared === DispatchAnswer.HELD && outcome.held === 'OrderHeld';
      expect(clearanceWon || holdWon, JSON.stringify(outcome)).toBe(true);
    }
  });

  it('answers many claims in one call, in their order', async () => {
    const one = await lockedOrder('many-1');
    const { verdicts } = await hub.dispatch.call.claimDispatch({
      claims: [
        { orderId: one, fulfilmentOrderId: 'F-many', recipientToken: 'token-1' },
        { orderId: 'unknown', fulfilmentOrderId: 'F-x', recipientToken: 'token-1' },
        { orderId: one, fulfilmentOrderId: 'F-many-2', recipientToken: 'another' },
      ],
    });
    expect(verdicts.map((verdict) => verdict.answer)).toEqual([DispatchAnswer.CLEARED, DispatchAnswer.ENDED, DispatchAnswer.STALE]);
  });
});

describe('commands of people', () => {
  it('cancel at once, once for a key, and say so in the audit log', async () => {
    const orderId = await lockedOrder('cancel');
    const input = { orderId, reason: 'buyer called', idempotencyKey: uuidv7() };
    const first = await hub.ask(CANCEL, { input });
    expect(first.data?.['cancelOrder']).toMatchObject({ __typename: 'OrderCancelled', order: { status: 'CANCELLED' } });
    expect(await hub.ask(CANCEL, { input })).toEqual(first);
    expect((await hub.ask(CANCEL, { input: { ...input, reason: 'another' } })).data?.['cancelOrder']).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect((await hub.ask(CANCEL, { input: { ...input, idempotencyKey: uuidv7() } })).data?.['cancelOrder']).toMatchObject({
      code: 'ALREADY_ENDED',
    });
    expect(await hub.story(orderId)).toEqual(['placed', 'payment-confirmed', 'cleared-for-sourcing', 'cancelled']);
    const { rows } = await hub.pool.query<{ data: string }>(
      "select data from outbox_event where type = 'hub.order.audit-recorded.v1' and order_id = $1",
      [orderId],
    );
    expect(JSON.parse(rows[0]?.data ?? '')).toMatchObject({ actor: 'acc-1', actorKind: 'ACTOR_KIND_PERSON', deed: 'order-cancelled' });
  });

  it('ask the warehouse when it may have the order', async () => {
    const orderId = await lockedOrder('propose');
    await claim(orderId, 'F-propose');
    const answer = await hub.ask(CANCEL, { input: { orderId, reason: 'x', idempotencyKey: uuidv7() } });
    expect(answer.data?.['cancelOrder']).toMatchObject({
      __typename: 'CancelProposed',
      order: { status: 'STOPPING', stops: [{ scope: 'WHOLE_ORDER', state: 'PROPOSED' }] },
    });
    expect(await claim(orderId, 'F-propose')).toBe(DispatchAnswer.HELD);
  });

  it('hold and release, and the order goes on', async () => {
    await hub.tell([captured('held')]);
    const orderId = await idOf('held');
    const held = await hub.ask(HOLD, { input: { orderId, reason: 'check', idempotencyKey: uuidv7() } });
    const hold = held.data?.['holdOrder']?.['hold'] as { id: string; owner: string };
    expect(hold.owner).toBe('operations');
    await hub.tell([reserved(orderId)]);
    await eventually(async () => expect(await statusOf(orderId)).toBe('STOCK_LOCKED'));
    expect(await hub.story(orderId)).toEqual(['placed', 'payment-confirmed', 'hold-placed']);
    const released = await hub.ask(RELEASE, { input: { orderId, holdId: hold.id, idempotencyKey: uuidv7() } });
    expect(released.data?.['releaseHold']).toMatchObject({ __typename: 'HoldReleased' });
    expect(await hub.story(orderId)).toEqual(['placed', 'payment-confirmed', 'hold-placed', 'hold-released', 'cleared-for-sourcing']);
  });

  it('are refused without a role, for an unknown order and for an unknown hold', async () => {
    const input = { orderId: 'DY20261122-99999', reason: 'x', idempotencyKey: uuidv7() };
    expect((await hub.ask(CANCEL, { input }, ['finance'])).data?.['cancelOrder']).toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await hub.ask(CANCEL, { input })).data?.['cancelOrder']).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    const orderId = await idOf('flow');
    const release = { orderId, holdId: uuidv7(), idempotencyKey: uuidv7() };
    expect((await hub.ask(RELEASE, { input: release })).data?.['releaseHold']).toMatchObject({ code: 'HOLD_NOT_FOUND' });
  });

  it('are read back by GraphQL with money, clocks and lines', async () => {
    const id = await idOf('flow');
    const answer = await hub.ask(
      `query ($id: ID!) { order(id: $id) { id channel shopId platformOrderNo status paidAmount { minor currency } platformCreatedAt paidAt
         lines { lineNo sku quantity cancelledQuantity unitPrice { minor } gift coldChain } holds { id } refunds { id } stops { id } } }`,
      { id },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['order']).toMatchObject({
      id,
      channel: 'DY',
      status: 'STOCK_LOCKED',
      paidAmount: { minor: '230', currency: 'CNY' },
      platformCreatedAt: '2026-11-22T01:00:00.000+08:00',
      lines: [{ lineNo: '1', sku: 'A', quantity: 2, unitPrice: { minor: '100' } }, { lineNo: '2' }],
    });
  });
});

describe('nothing is stuck silently', () => {
  it('asks again about a paid order that nobody answered', async () => {
    await hub.tell([captured('silent')]);
    const id = await idOf('silent');
    await hub.pool.query("update orders set stock_owed_since = now() - interval '2 minutes' where id = $1", [id]);
    await eventually(async () => expect(await hub.story(id)).toEqual(['placed', 'payment-confirmed', 'payment-confirmed']), {
      timeoutMs: 20_000,
    });
  });
});
