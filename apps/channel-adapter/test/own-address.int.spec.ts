import { AddressChangesDefinition, ChangeAddressResponse, type ChangeAddressRequest } from '@orderloom/contracts/hub/order/v1/service';
import { OrderPlaced, RecipientChanged } from '@orderloom/contracts/hub/order/v1/events';
import { IdempotencyKeyReused } from '@orderloom/outbox';
import { serve, startRpcServer, type RpcServer } from '@orderloom/rpc';
import { eventually } from '@orderloom/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startHarness, type Harness } from './harness.ts';

let harness: Harness;
let orderService: RpcServer;
const asked: ChangeAddressRequest[] = [];
let verdict: Partial<ChangeAddressResponse> = {};
let silent = false;
let reused = false;
beforeAll(async () => {
  harness = await startHarness();
  // The order service on its real port and contract, as small as it can be.
  orderService = await startRpcServer({
    host: '127.0.0.1',
    port: harness.adapter().rpcPort + 10,
    internalKey: '0f'.repeat(32),
    log: { error: () => undefined },
    services: [
      serve(AddressChangesDefinition, {
        changeAddress: (request) => {
          asked.push(request);
          if (silent) throw new Error('lost');
          if (reused) throw new IdempotencyKeyReused('used');
          const first = asked.find((one) => one.scope === request.scope && one.changeId === request.changeId);
          const answer = { answer: 'ADDRESS_ANSWER_CHANGED', recipientToken: first?.recipient?.token ?? '', ...verdict } as const;
          return Promise.resolve(ChangeAddressResponse.fromPartial(answer));
        },
      }),
    ],
  });
});
beforeEach(() => {
  asked.length = 0;
  verdict = {};
  silent = false;
  reused = false;
});
afterAll(async () => {
  await orderService.stop();
  await harness.stop();
});

const CHANGE = `mutation ($input: ChangeAddressInput!) { changeAddress(input: $input) {
  __typename
  ... on AddressChangeProposed { proposalId }
  ... on AddressUnusable { field why }
  ... on AlreadyOutbound { outboundAt }
  ... on ReasonUnusable { why }
} }`;
const home = {
  name: '沈青禾',
  phone: '13912345678',
  province: '浙江省',
  city: '杭州市',
  county: '西湖区',
  detail: '文三路 90 号 2 幢 301 室',
};
const office = { ...home, phone: '13700001111', county: '滨江区', detail: '江南大道 588 号 12 楼' };

describe('another address for an order of our own', () => {
  it('is sealed and kept before the order is asked, and stands for it once the order agrees', async () => {
    const { orderId, orderNo } = await placed();
    expect(await change({ orderId })).toEqual({ __typename: 'AddressChanged' });
    const recipient = asked[0]?.recipient;
    expect(recipient).toMatchObject({ maskedPhone: '137****1111', district: { county: '滨江区' }, addressVague: false });
    const revealed = `mutation { revealRecipient(orderId: "${orderId}", reason: "check") { ... on RevealedRecipient { phone address } } }`;
    expect(await harness.graphql(revealed)).toMatchObject({
      revealRecipient: { phone: office.phone, address: expect.stringContaining('江南大道') },
    });
    const { rows } = await harness.pool.query<{ kept: string }>(
      `select string_agg(t, '') as kept from (select data as t from outbox_event union all select k::text from kept_answer k union all select r::text from recipient r
        union all select encode(sealed, 'escape') from raw_body) all_rows`,
    );
    for (const secret of [office.phone, office.detail]) expect(rows[0]?.kept).not.toContain(secret);
    // Reading its last word again brings the same recipient: a payment that is told later must not bring the old address back.
    const again = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename } }`;
    await harness.graphql(again, { input: { ...orderInput(orderNo), idempotencyKey: randomUUID() } });
    await eventually(async () => {
      const told = await harness.events('hub.channel.order-captured.v1', orderNo);
      expect(told.slice(1).map(({ data }) => data.recipient?.token)).toEqual([recipient?.token]);
    });
  });

  it('stays when the payment is told later, with the address that the order was placed with', async () => {
    const { orderId, orderNo } = await placed({ paid: false });
    expect(await change({ orderId })).toEqual({ __typename: 'AddressChanged' });
    await pay(orderNo);
    await eventually(async () => expect(await lastTold(orderNo)).toEqual(['PLATFORM_ORDER_STATE_PAID', asked[0]?.recipient?.token]));
    expect(await tokenOf(orderId)).toBe(asked[0]?.recipient?.token);
  });

  it('leaves a payment as it is that was told while the answer of the order was lost', async () => {
    const { orderId, orderNo } = await placed({ paid: false });
    silent = true;
    await expect(change({ orderId })).rejects.toThrow();
    await pay(orderNo);
    await eventually(async () => expect((await lastTold(orderNo))[0]).toBe('PLATFORM_ORDER_STATE_PAID'));
    const token = asked[0]?.recipient?.token ?? '';
    await harness.tell('hub.order.recipient-changed.v1', orderId, RecipientChanged.fromPartial({ orderId, recipient: { token } }));
    await eventually(async () => expect(await lastTold(orderNo)).toEqual(['PLATFORM_ORDER_STATE_PAID', token]));
    expect(await tokenOf(orderId)).toBe(token);
  });

  it('may be asked again after a lost answer, and the first sealed copy is the one that stands', async () => {
    const { orderId } = await placed();
    const idempotencyKey = randomUUID();
    silent = true;
    await expect(change({ orderId, idempotencyKey })).rejects.toThrow();
    silent = false;
    expect(await change({ orderId, idempotencyKey })).toEqual({ __typename: 'AddressChanged' });
    const { rows } = await harness.pool.query(
      'select recipient_token from captured_order join placed_order using (shop_id, platform_order_no) where order_id = $1',
      [orderId],
    );
    expect(rows[0]).toEqual({ recipient_token: asked[0]?.recipient?.token });
    expect(new Set(asked.map((one) => one.recipient?.token)).size).toBe(1);
    const times = asked.length;
    expect(await change({ orderId, idempotencyKey })).toEqual({ __typename: 'AddressChanged' });
    expect(asked).toHaveLength(times);
  });

  it('stands by the word of the order alone, where the answer was lost and nobody asks again', async () => {
    const { orderId } = await placed();
    silent = true;
    await expect(change({ orderId })).rejects.toThrow();
    const token = asked[0]?.recipient?.token ?? '';
    expect(await tokenOf(orderId)).not.toBe(token);
    const told = RecipientChanged.fromPartial({ orderId, recipient: { token } });
    await harness.tell('hub.order.recipient-changed.v1', orderId, told);
    await eventually(async () => expect(await tokenOf(orderId)).toBe(token));
  });

  it('has keys of its own at the order service, however long they are, and is refused by name where one was used', async () => {
    const { orderId } = await placed();
    const idempotencyKey = 'k'.repeat(200);
    reused = true;
    expect(await change({ orderId, idempotencyKey })).toEqual({ __typename: 'IdempotencyKeyReused' });
    expect(asked[0]?.changeId).toMatch(/^address [\w-]{43}$/);
  });

  it.each([
    ['ADDRESS_ANSWER_PROPOSED', { proposalId: 'p-1' }, { __typename: 'AddressChangeProposed', proposalId: 'p-1' }],
    ['ADDRESS_ANSWER_ALREADY_OUTBOUND', {}, { __typename: 'AlreadyOutbound', outboundAt: null }],
    ['ADDRESS_ANSWER_ALREADY_ENDED', {}, { __typename: 'AlreadyEnded' }],
    ['ADDRESS_ANSWER_STOP_UNDER_WAY', {}, { __typename: 'CancelUnderWay' }],
    ['ADDRESS_ANSWER_REASON_UNUSABLE', { why: 'EMPTY' }, { __typename: 'ReasonUnusable', why: 'EMPTY' }],
  ] as const)('is answered %s by name, and only a yes changes who stands', async (answer, more, expected) => {
    const { orderId } = await placed();
    const before = await tokenOf(orderId);
    verdict = { answer, ...more };
    expect(await change({ orderId })).toEqual(expected);
    expect((await tokenOf(orderId)) === before).toBe(answer !== 'ADDRESS_ANSWER_PROPOSED');
  });

  it('is refused without asking where nothing could be sent to it, for a stranger, and for an order of a platform', async () => {
    const { orderId } = await placed();
    const input = { orderId, recipient: { ...office, phone: '1' } };
    expect(await change(input)).toEqual({ __typename: 'AddressUnusable', field: 'phone', why: 'WRONG_FORM' });
    expect(await change({ orderId: 'OS20261122-99999' })).toEqual({ __typename: 'OrderNotFound' });
    await harness.pool.query(
      `with placed as (insert into placed_order (order_id, shop_id, platform_order_no) values ('DY20261122-00690', 'dy-flagship', '690'))
       insert into captured_order (shop_id, platform_order_no, platform_version, state, fingerprint, recipient_token, recipient_source_index, lines,
                                   extensions, platform_created_at, first_received_at, read_at, raw_id)
       values ('dy-flagship', '690', 1, 'PAID', '', '', '', '[]', '{}', now(), now(), now(), gen_random_uuid())`,
    );
    expect(await change({ orderId: 'DY20261122-00690' })).toEqual({ __typename: 'AddressOfPlatform' });
    expect(asked).toHaveLength(0);
  });
});

async function change(input: object): Promise<object> {
  const full = { recipient: office, reason: 'buyer moved', idempotencyKey: randomUUID(), ...input };
  return (await harness.graphql<{ changeAddress: object }>(CHANGE, { input: full })).changeAddress;
}

function orderInput(orderNo: string): object {
  return {
    shopId: 'own-store',
    orderNo,
    lines: [{ sku: 'CUP-CELADON', quantity: 1, unitPriceMinor: '5900' }],
    paid: true,
    recipient: home,
    idempotencyKey: randomUUID(),
  };
}

async function placed(more: object = {}): Promise<{ readonly orderId: string; readonly orderNo: string }> {
  const orderNo = randomUUID();
  const orderId = `OS20261122-${orderNo}`;
  const answered = harness.graphql(`mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename } }`, {
    input: { ...orderInput(orderNo), ...more },
  });
  await eventually(async () => expect(await harness.events('hub.channel.order-captured.v1', orderNo)).toHaveLength(1));
  const news = { orderId, channel: 'OS', shopId: 'own-store', platformOrderNo: orderNo, timeClass: 'TIME_CLASS_NORMAL' } as const;
  await harness.tell('hub.order.placed.v1', orderId, OrderPlaced.fromPartial(news));
  await answered;
  return { orderId, orderNo };
}

async function pay(orderNo: string): Promise<void> {
  await harness.graphql(`mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename } }`, { input: orderInput(orderNo) });
}

/** State and recipient as the hub was told last. */
async function lastTold(orderNo: string): Promise<readonly (string | undefined)[]> {
  const last = (await harness.events('hub.channel.order-captured.v1', orderNo)).at(-1);
  return [last?.data.state, last?.data.recipient?.token];
}

async function tokenOf(orderId: string): Promise<string | undefined> {
  const { rows } = await harness.pool.query<{ recipient_token: string }>(
    'select recipient_token from captured_order join placed_order using (shop_id, platform_order_no) where order_id = $1',
    [orderId],
  );
  return rows[0]?.recipient_token;
}
