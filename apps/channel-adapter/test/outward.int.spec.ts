import { VaultDefinition } from '@orderloom/contracts/hub/channel/v1/service';
import { rpcClient } from '@orderloom/rpc';
import { eventually } from '@orderloom/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(async () => {
  await harness.control('DELETE', 'misbehave');
});

const CAPTURED = 'hub.channel.order-captured.v1';
const shopOf = { DY: 'dy-flagship', WX: 'wx-shop' } as const;
type Channel = keyof typeof shopOf;
const fulfilmentOrder = {
  fulfilmentOrderId: 'F-1',
  warehouseId: 'WH-HZ',
  carrier: 'SF',
  eta: undefined,
  etaBasis: [],
  recipientToken: '',
  outboundAt: new Date(),
};

describe.each<Channel>(['DY', 'WX'])('toward %s the adapter', (channel) => {
  const system = channel === 'DY' ? 'douyin' : 'wechat-shop';

  it('tells a shipped parcel once although the answer is lost, and knows it by looking', async () => {
    const { orderNo, orderId, lines } = await placed(channel);
    const operation = channel === 'DY' ? 'order.logisticsAddSinglePack' : '/order/delivery/send';
    await harness.control('POST', 'misbehave', { system, operation, kind: 'lose-answer', next: 1 });
    const data = {
      ...fulfilmentOrder,
      orderId,
      channel,
      shopId: shopOf[channel],
      platformOrderNo: orderNo,
      parcelId: `P-${orderId}`,
      trackingNumber: `SF${orderNo.slice(-10)}`,
      lines,
    };
    await harness.tell('hub.fulfilment.parcel-dispatched.v1', orderId, data);
    const [sent] = await eventually(() => some('hub.channel.ship-notice-sent.v1', orderId), { timeoutMs: 20_000 });
    expect(sent?.data).toMatchObject({ orderId, parcelId: `P-${orderId}`, trackingNumber: data.trackingNumber });
    expect(await parcelsAtPlatform(orderNo)).toHaveLength(1);
    expect(await harness.events('hub.channel.ship-notice-refused.v1', orderId)).toHaveLength(0);
  });

  it('tells two parcels of one order, each with its own lines', async () => {
    const { orderNo, orderId, lines } = await placed(channel);
    for (const [index, line] of lines.entries()) {
      const parcel = {
        ...fulfilmentOrder,
        orderId,
        channel,
        shopId: shopOf[channel],
        platformOrderNo: orderNo,
        parcelId: `P-${orderId}-${index}`,
        trackingNumber: `SF${index}${orderNo.slice(-10)}`,
        lines: [line],
      };
      await harness.tell('hub.fulfilment.parcel-dispatched.v1', orderId, parcel);
    }
    await eventually(async () => expect(await harness.events('hub.channel.ship-notice-sent.v1', orderId)).toHaveLength(2));
    expect(await parcelsAtPlatform(orderNo)).toHaveLength(2);
    const notices = await harness.graphql(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { shipNotices { parcelId state } recipient { name vague } } } }',
      { r: [{ __typename: 'Order', id: orderId }] },
    );
    expect(notices).toMatchObject({ _entities: [{ shipNotices: [{ state: 'SENT' }, { state: 'SENT' }], recipient: { vague: false } }] });
  });

  it('reports a refund before shipping, and agrees it once after the order is stopped', async () => {
    const { orderNo, orderId } = await placed(channel);
    await harness.control('POST', `orders/${orderNo}/refund`, { reason: 'changed my mind' });
    const [first] = await eventually(() => some('hub.channel.refund-requested.v1', orderNo));
    expect(first?.data).toMatchObject({ platformOrderNo: orderNo, kind: 'REFUND_KIND_BEFORE_SHIPPING' });
    // The WeChat shop opens one after-sale for each line; wait for all of them.
    const asked = await eventually(async () => {
      const events = await harness.events('hub.channel.refund-requested.v1', orderNo);
      const covered = new Set(events.flatMap((event) => event.data.lines.map((line) => line.lineNo)));
      return covered.size === 2 && events;
    });
    const refundIds = asked.map((event) => event.data.refundId);
    const cancelled = {
      orderId,
      channel,
      shopId: shopOf[channel],
      platformOrderNo: orderNo,
      proposalId: 'p',
      reason: 'refund',
      refundIds,
      cancelledAt: new Date(),
    };
    await harness.tell('hub.order.cancelled.v1', orderId, cancelled);
    await harness.tell('hub.order.cancelled.v1', orderId, cancelled);
    await eventually(async () => expect(await harness.events('hub.channel.refund-answered.v1', orderId)).toHaveLength(refundIds.length));
    await eventually(async () => expect(await harness.events('hub.channel.refund-completed.v1', orderNo)).toHaveLength(refundIds.length), {
      timeoutMs: 20_000,
    });
    await eventually(
      async () => expect((await harness.events(CAPTURED, orderNo)).at(-1)?.data.state).toBe('PLATFORM_ORDER_STATE_CANCELLED'),
      { timeoutMs: 20_000 },
    );
  });

  it('writes available stock once for many changes, and again after a lost answer without doubling it', async () => {
    const sku = 'TEA-PUER-357';
    for (const [index, available] of [90, 80, 40].entries()) await tellStock(sku, BigInt(100 + index), available);
    await eventually(async () => expect(await stockAt(system, sku)).toBe(40));
    await harness.control('POST', 'misbehave', {
      system,
      operation: channel === 'DY' ? 'sku.syncStockBatchMultiProducts' : '/product/stock/update',
      kind: 'lose-answer',
      next: 1,
    });
    await tellStock(sku, 200n, 33);
    await eventually(async () => expect(await stockAt(system, sku)).toBe(33), { timeoutMs: 20_000 });
    await eventually(
      async () =>
        expect((await harness.pool.query("select 1 from stock_target where sku = $1 and state <> 'WRITTEN'", [sku])).rowCount).toBe(0),
      { timeoutMs: 30_000 },
    );
    expect(await stockAt(system, sku)).toBe(33);
    await tellStock(sku, 150n, 99);
    await tellStock(sku, 201n, 32);
    await eventually(async () => expect(await stockAt(system, sku)).toBe(32), { timeoutMs: 20_000 });
    // Both shops sell from one pool; the next describe starts over.
    await harness.pool.query('update stock_target set version = 0, wanted = 500, written = null where sku = $1', [sku]);
  });

  it('gets over an expired token without anybody noticing', async () => {
    await harness
      .control('POST', 'misbehave', { system: channel === 'DY' ? 'douyin' : 'weixin-token', operation: '*', kind: 'expire-token', next: 1 })
      .catch(() => harness.control('POST', 'misbehave', { system, operation: '*', kind: 'expire-token', next: 1 }));
    await placed(channel);
  });

  it('gets over errors and slowness of the platform', async () => {
    await harness.control('POST', 'misbehave', {
      system,
      operation: channel === 'DY' ? 'order.orderDetail' : '/order/get',
      kind: 'http-500',
      next: 2,
    });
    await harness.control('POST', 'misbehave', {
      system,
      operation: channel === 'DY' ? 'order.orderDetail' : '/order/get',
      kind: 'business-error',
      next: 1,
    });
    await placed(channel);
  });
});

describe('the vault', () => {
  it('opens recipients in a batch, names the missing ones, and finds a phone by its keyed tail', async () => {
    const { orderNo } = await placed('DY');
    const [event] = await harness.events(CAPTURED, orderNo);
    const token = event?.data.recipient?.token ?? '';
    const { receiver } = await harness.control<{ receiver: { name: string; phone: string; address: { detail: string } } }>(
      'GET',
      `orders/${orderNo}`,
    );
    const vault = rpcClient(VaultDefinition, `127.0.0.1:${harness.adapter().rpcPort}`, {
      internalKey: '0f'.repeat(32),
      caller: 'fulfilment',
    });
    const opened = await vault.call.openRecipients({
      tokens: [token, '00000000-0000-4000-8000-000000000000'],
      purpose: 'WAREHOUSE_LABEL',
      actor: '',
      reason: 'label',
    });
    expect(opened.missingTokens).toEqual(['00000000-0000-4000-8000-000000000000']);
    expect(opened.recipients).toHaveLength(1);
    expect(opened.recipients[0]).toMatchObject({ token, name: receiver.name });
    expect(opened.recipients[0]?.detail).toContain(receiver.address.detail);
    const phone = opened.recipients[0]?.phone.split('-')[0] ?? '';
    const { indexes } = await vault.call.indexTerms({ terms: [phone, phone.slice(-4)] });
    expect(indexes).toEqual([event?.data.recipient?.phoneIndex, event?.data.recipient?.phoneTailIndex]);
    vault.close();
    const audits = await harness.events('hub.channel.audit-recorded.v1', 'WAREHOUSE_LABEL');
    expect(audits.at(-1)?.data).toMatchObject({ actor: 'fulfilment', deed: 'open-recipients', details: { count: '1' } });
  });

  it('shows a recipient to a person with the right role only, and on record', async () => {
    const { orderId } = await placed('DY');
    const reveal =
      'mutation ($id: ID!) { revealRecipient(orderId: $id, reason: "call back") { __typename ... on RevealedRecipient { name phone address } } }';
    expect(await harness.graphql(reveal, { id: orderId }, ['finance'])).toEqual({ revealRecipient: { __typename: 'ChannelNotAllowed' } });
    expect(await harness.graphql(reveal, { id: 'DY20260101-00001' })).toEqual({ revealRecipient: { __typename: 'RecipientNotFound' } });
    expect(await harness.graphql(reveal, { id: orderId })).toMatchObject({
      revealRecipient: { __typename: 'RevealedRecipient', address: expect.stringMatching(/.{6,}/) },
    });
    const audits = await harness.events('hub.channel.audit-recorded.v1', 'PERSON_REVEAL');
    expect(audits).toHaveLength(1);
    expect(audits[0]?.data).toMatchObject({ actor: 'acc-1', orderId, details: { reason: 'call back' } });
  });

  it('gives the follower id of a buyer that the member list knows, to who writes to him and to nobody else', async () => {
    const links = await harness.control<readonly { shopId: string; buyerOpenId: string; wechatOpenId: string }[]>(
      'GET',
      'buyer-links?from=0&count=4000',
    );
    const data = await harness.graphql(
      'mutation ($links: [BuyerLinkInput!]!) { importBuyerLinks(links: $links) { ... on BuyerLinksImported { count } } }',
      { links: links.slice(0, 100) },
    );
    expect(data).toMatchObject({ importBuyerLinks: { count: new Set(links.slice(0, 100).map((link) => link.buyerOpenId)).size } });
    const { rows } = await harness.pool.query<{ text: string }>("select string_agg(b::text, '') as text from buyer_link b");
    expect(rows[0]?.text).not.toContain(links[0]?.wechatOpenId);

    const member = await firstMember();
    await harness.graphql('mutation ($links: [BuyerLinkInput!]!) { importBuyerLinks(links: $links) { __typename } }', {
      links: member.links,
    });
    const { orderNo } = await placed('DY', member.buyer);
    const token = (await harness.events(CAPTURED, orderNo)).at(-1)?.data.recipient?.token ?? '';
    const vault = rpcClient(VaultDefinition, `127.0.0.1:${harness.adapter().rpcPort}`, {
      internalKey: '0f'.repeat(32),
      caller: 'messenger',
    });
    const openIdFor = async (purpose: string): Promise<string | undefined> =>
      (await vault.call.openRecipients({ tokens: [token], purpose, actor: '', reason: 'spec' })).recipients[0]?.wechatOpenId;
    expect(await openIdFor('CUSTOMER_MESSAGE')).toBe(member.links[0]?.wechatOpenId);
    expect(await openIdFor('WAREHOUSE_LABEL')).toBe('');
    vault.close();
  });

  it('places the recipient on the map and tells where, once the order has its id', async () => {
    const { orderId, token } = await placed('DY');
    const [located] = await eventually(() => some('hub.channel.recipient-located.v1', token), { timeoutMs: 15_000 });
    expect(located).toMatchObject({ orderId, data: { recipientToken: token, coordinate: { longitude: expect.any(Number) } } });
  });
});

async function parcelsAtPlatform(orderNo: string): Promise<readonly object[]> {
  const view = await harness.control<{ deliveries?: readonly object[]; packs?: readonly object[] }>('GET', `orders/${orderNo}`);
  return view.deliveries ?? view.packs ?? [];
}

let serial = 0;

/** A paid order of two lines that the order service has given an id. */
/** A buyer who follows the service account, by his place in the pool. */
async function firstMember() {
  for (let buyer = 0; ; buyer += 1) {
    const links = await harness.control<readonly { wechatOpenId: string }[]>('GET', `buyer-links?from=${buyer}&count=1`);
    if (links.length > 0) return { buyer, links };
  }
}

async function placed(channel: Channel, buyer?: number) {
  const { orders } = await harness.control<{ orders: readonly string[] }>('POST', 'orders', {
    channel,
    ...(buyer === undefined ? {} : { buyer }),
    lines: [
      { sku: 'TEA-WHITE-GIFT', quantity: 2 },
      { sku: 'CUP-CELADON', quantity: 1 },
    ],
  });
  const orderNo = orders[0] ?? '';
  const captured = await eventually(
    async () => {
      const event = (await harness.events(CAPTURED, orderNo)).at(-1);
      if (event?.data.state !== 'PLATFORM_ORDER_STATE_PAID') throw new Error(`${orderNo} is not captured as paid`);
      return event.data;
    },
    { timeoutMs: 20_000 },
  );
  serial += 1;
  const orderId = `${channel}20261122-${String(serial).padStart(5, '0')}`;
  await harness.tell('hub.order.placed.v1', orderId, {
    orderId,
    channel,
    shopId: captured.shopId,
    platformOrderNo: orderNo,
    lines: [],
    recipient: undefined,
    buyerToken: '',
    goodsAmount: undefined,
    discountAmount: undefined,
    freightAmount: undefined,
    paidAmount: undefined,
    paid: true,
    submittedAt: undefined,
    platformCreatedAt: undefined,
    receivedAt: undefined,
    promisedShipAt: undefined,
    timeClass: 'TIME_CLASS_NORMAL',
    presale: false,
    defaultedFields: [],
    extensions: {},
  });
  await eventually(async () =>
    expect((await harness.pool.query('select 1 from placed_order where order_id = $1', [orderId])).rowCount).toBe(1),
  );
  const lines = captured.lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity }));
  return { orderNo, orderId, lines, token: captured.recipient?.token ?? '' };
}

async function some<T extends 'hub.channel.ship-notice-sent.v1' | 'hub.channel.refund-requested.v1' | 'hub.channel.recipient-located.v1'>(
  type: T,
  about: string,
) {
  const events = await harness.events(type, about);
  if (events.length === 0) throw new Error(`no ${type} about ${about}`);
  return events;
}

function tellStock(sku: string, version: bigint, availableToPromise: number): Promise<void> {
  return harness.tell('hub.inventory.availability-changed.v1', sku, {
    sku,
    version,
    onHand: 100,
    reserved: 0,
    safetyStock: 0,
    availableToPromise,
    changedAt: new Date(),
  });
}

async function stockAt(system: string, sku: string): Promise<number | undefined> {
  const state = await harness.control<{ stock: readonly { sku: string; stock: number }[] }>('GET', `systems/${system}`);
  return state.stock.find((one) => one.sku === sku)?.stock;
}
