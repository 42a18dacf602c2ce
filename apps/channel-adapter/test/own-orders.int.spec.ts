import { ParcelDispatched } from '@orderloom/contracts/hub/fulfilment/v1/events';
import { OrderPlaced } from '@orderloom/contracts/hub/order/v1/events';
import { eventually } from '@orderloom/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRawArchive } from '@orderloom/raw-archive';
import { harmlessFields } from '../src/harmless-fields.ts';
import { startHarness, type Harness } from './harness.ts';

let harness: Harness;
let orderService: { stop(): Promise<void> };
beforeAll(async () => {
  harness = await startHarness();
  orderService = playOrderService(harness);
});
afterAll(async () => {
  await orderService.stop();
  await harness.stop();
});

const CAPTURED = 'hub.channel.order-captured.v1';
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  __typename
  ... on OrderPlaced { order { id } duplicate }
  ... on OrderTaken { orderNo }
  ... on OrderHeldForReview { quarantineId reason field }
  ... on OrderUnusable { code field why }
  ... on OrderNumberTaken { code }
  ... on ShopUnknown { code }
  ... on IdempotencyKeyReused { code }
} }`;
const person = {
  name: '沈青禾',
  phone: '13912345678',
  province: '浙江省',
  city: '杭州市',
  county: '西湖区',
  detail: '文三路 90 号 2 幢 301 室',
};

describe('an order that its seller places with us', () => {
  it('is captured like any other, with its recipient sealed, its body kept and its number answered', async () => {
    const input = order({ freightMinor: '600', discountMinor: '1000', remark: '放门卫王师傅处' });
    expect(await place(input)).toEqual({ __typename: 'OrderPlaced', order: { id: hubId(input.orderNo) }, duplicate: false });
    const [event, ...more] = await harness.events(CAPTURED, input.orderNo);
    expect(more).toEqual([]);
    expect(event?.data).toMatchObject({
      channel: 'OS',
      shopId: 'own-store',
      intake: 'PUSH',
      state: 'PLATFORM_ORDER_STATE_PAID',
      goodsAmount: { minor: 71500n },
      discountAmount: { minor: 1000n },
      freightAmount: { minor: 600n },
      paidAmount: { minor: 71100n },
      lines: [
        { lineNo: '1', sku: 'TEA-WHITE-GIFT', quantity: 2, unitPrice: { minor: 32800n } },
        { lineNo: '2', sku: 'CUP-CELADON', quantity: 1, unitPrice: { minor: 5900n } },
      ],
      recipient: { token: expect.stringMatching(/^[0-9a-f-]{36}$/), maskedName: '沈**', addressVague: false },
    });
    expect(event?.data.lines.reduce((sum, line) => sum + (line.paidShare?.minor ?? 0n), 0n)).toBe(71100n);
    const { rows } = await harness.pool.query<{ kept: string; bodies: number }>(
      `select (select string_agg(t, '') from (select data as t from outbox_event union all select o::text from own_order o union all select k::text from kept_answer k
                union all select r::text from recipient r union all select c::text from captured_order c union all select encode(sealed, 'escape') from raw_body) all_rows) as kept,
              (select count(*)::int from raw_body where subject = $1) as bodies`,
      [input.orderNo],
    );
    for (const secret of [person.name, person.phone, person.detail, '王师傅']) expect(rows[0]?.kept).not.toContain(secret);
    expect(rows[0]?.bodies).toBe(1);
  });

  it('gets the stored answer for the same key, and a refusal for the same key with another input', async () => {
    const input = order();
    const first = await place(input);
    expect(await place(input)).toEqual(first);
    expect(await place({ ...input, remark: 'other' })).toEqual({ __typename: 'IdempotencyKeyReused', code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await place({ ...input, idempotencyKey: randomUUID() })).toMatchObject({ __typename: 'OrderPlaced', duplicate: true });
    const other = { ...order(), orderNo: input.orderNo, discountMinor: '5' };
    expect(await place(other)).toEqual({ __typename: 'OrderNumberTaken', code: 'ORDER_NUMBER_TAKEN' });
    expect(await harness.events(CAPTURED, input.orderNo)).toHaveLength(1);
  });

  it('that was not paid is told as paid by the same number again', async () => {
    const input = order({ paid: false });
    await place(input);
    expect(await place({ ...input, paid: true, idempotencyKey: randomUUID() })).toMatchObject({ duplicate: true });
    const events = await eventually(async () => {
      const found = await harness.events(CAPTURED, input.orderNo);
      expect(found).toHaveLength(2);
      return found;
    });
    expect(events.map(({ data }) => data.state)).toEqual(['PLATFORM_ORDER_STATE_AWAITING_PAYMENT', 'PLATFORM_ORDER_STATE_PAID']);
    expect(events[1]?.data.recipient?.token).toBe(events[0]?.data.recipient?.token);
  });

  it('of an unknown product is held with its reason, and goes on by itself once the product is bound', async () => {
    const input = order({ lines: [{ sku: 'PARTNER-SKU-7', quantity: 1, unitPriceMinor: '100' }] });
    const held = await place(input);
    expect(held).toMatchObject({ __typename: 'OrderHeldForReview', reason: 'UNMAPPED_SKU', field: 'lines[].platformSkuId' });
    expect(await place(input)).toEqual(held);
    await harness.graphql(`mutation { bindSku(shopId: "own-store", platformSku: "PARTNER-SKU-7", sku: "CUP-CELADON") { __typename } }`);
    await harness.graphql(`mutation { replayQuarantine { __typename } }`);
    await eventually(async () =>
      expect(await place(input)).toMatchObject({ __typename: 'OrderPlaced', order: { id: hubId(input.orderNo) } }),
    );
  });

  it.each([
    ['lines', 'EMPTY', { lines: [] }],
    ['lines.quantity', 'OUT_OF_RANGE', { lines: [{ sku: 'CUP-CELADON', quantity: 0, unitPriceMinor: '1' }] }],
    ['lines.unitPriceMinor', 'WRONG_FORM', { lines: [{ sku: 'CUP-CELADON', quantity: 1, unitPriceMinor: '-1' }] }],
    ['discount', 'AMOUNTS_DISAGREE', { discountMinor: '99999999' }],
    ['totalMinor', 'AMOUNTS_DISAGREE', { totalMinor: '1' }],
    ['recipient.phone', 'WRONG_FORM', { recipient: { ...person, phone: '110' } }],
    ['recipient.detail', 'EMPTY', { recipient: { ...person, detail: ' ' } }],
    ['orderNo', 'WRONG_FORM', { orderNo: 'nul\0' }],
    ['placedAt', 'OUT_OF_RANGE', { placedAt: '2099-01-01T00:00:00Z' }],
  ])('is refused by its field %s: %s', async (field, why, wrong) => {
    expect(await place(order(wrong))).toEqual({ __typename: 'OrderUnusable', code: 'ORDER_UNUSABLE', field, why });
  });

  it('is for shops without a platform, and with a test key for the sandbox store alone', async () => {
    const unknown = { __typename: 'ShopUnknown', code: 'SHOP_UNKNOWN' };
    expect(await place(order({ shopId: 'dy-flagship' }))).toEqual(unknown);
    expect(await place(order({ shopId: 'nowhere' }))).toEqual(unknown);
    const test = { scopes: ['orders:place'], partner: 'p1', environment: 'test', shops: ['sandbox-store'] } as const;
    expect(await place(order({ shopId: 'own-store' }), test)).toEqual(unknown);
    expect(await place(order({ shopId: 'sandbox-store' }), test)).toMatchObject({ __typename: 'OrderPlaced' });
  });

  it('has its keys by partner: the same key of two partners is two keys, of two keys of one partner it is one', async () => {
    const key = randomUUID();
    const [one, two] = [order({ idempotencyKey: key }), order({ idempotencyKey: key })];
    const scopes = ['orders:place'];
    expect(await place(one, { actor: 'key:a', partner: 'p1', scopes })).toMatchObject({ __typename: 'OrderPlaced' });
    expect(await place(two, { actor: 'key:b', partner: 'p2', scopes })).toMatchObject({ __typename: 'OrderPlaced' });
    expect(await place(two, { actor: 'key:c', partner: 'p1', scopes })).toMatchObject({ __typename: 'IdempotencyKeyReused' });
  });

  it('is made once by 400 calls at the same moment that repeat 80 keys and 40 numbers', async () => {
    const orders = Array.from({ length: 40 }, () => order());
    const inputs = orders.flatMap((one) => [one, { ...one, idempotencyKey: randomUUID() }]);
    const calls = Array.from({ length: 5 }, () => inputs).flat();
    const answers = await Promise.all(calls.map((input) => until(input)));
    for (const [index, answer] of answers.entries()) expect(answer.order?.id).toBe(hubId(calls[index]?.orderNo ?? ''));
    const { rows } = await harness.pool.query<{ told: number; bodies: number }>(
      `select (select count(*)::int from outbox_event where type = $2 and aggregate_id = any($1)) as told,
              (select count(*)::int from raw_body where subject = any($3)) as bodies`,
      [orders.map(({ orderNo }) => `own-store/${orderNo}`), CAPTURED, orders.map(({ orderNo }) => orderNo)],
    );
    expect(rows[0]).toEqual({ told: 40, bodies: 40 });
  });

  it('may come with up to 49 others, each answered for itself and in its place', async () => {
    const bulk = `mutation ($inputs: [PlaceOrderInput!]!) { placeOrders(inputs: $inputs) { __typename ... on OrderPlaced { order { id } } } }`;
    const inputs = Array.from({ length: 50 }, (_, index) => order(index === 7 ? { lines: [] } : {}));
    const { placeOrders } = await harness.graphql<{ placeOrders: readonly Answer[] }>(bulk, { inputs });
    expect(placeOrders.map((answer) => answer.order?.id)).toEqual(
      inputs.map(({ orderNo }, index) => (index === 7 ? undefined : hubId(orderNo))),
    );
    expect(placeOrders[7]?.__typename).toBe('OrderUnusable');
    await expect(harness.graphql(bulk, { inputs: [...inputs, order()] })).rejects.toThrow('TOO_MANY_ORDERS');
  });

  it.each([
    ['EMPTY', ''],
    ['TOO_LONG', 'k'.repeat(201)],
    ['WRONG_FORM', 'a\nb'],
  ])('whose key cannot be kept (%s) is refused by that, and takes no answer of the others away', async (why, idempotencyKey) => {
    const bulk = `mutation ($inputs: [PlaceOrderInput!]!) { placeOrders(inputs: $inputs) { __typename ... on OrderUnusable { field why } } }`;
    const { placeOrders } = await harness.graphql<{ placeOrders: readonly Answer[] }>(bulk, {
      inputs: [order(), order({ idempotencyKey })],
    });
    expect(placeOrders).toEqual([{ __typename: 'OrderPlaced' }, { __typename: 'OrderUnusable', field: 'idempotencyKey', why }]);
  });

  it('that fails inside is told for itself with a reference, and is placed by the same key once that is mended', async () => {
    const bulk = `mutation ($inputs: [PlaceOrderInput!]!) { placeOrders(inputs: $inputs) {
      __typename ... on OrderPlaced { order { id } } ... on OrderInDoubt { code reference } } }`;
    const inputs = Array.from({ length: 50 }, () => order());
    const failing = inputs[7]?.orderNo ?? '';
    await harness.pool.query(`create function fail_one() returns trigger language plpgsql as
      $$ begin if new.order_no = '${failing}' then raise exception 'played trouble'; end if; return new; end $$;
      create trigger fail_one before insert on own_order for each row execute function fail_one()`);
    const { placeOrders } = await harness.graphql<{ placeOrders: readonly Answer[] }>(bulk, { inputs });
    await harness.pool.query('drop trigger fail_one on own_order; drop function fail_one');
    // Fifty may take longer than the patience of one call: kept is as good as placed here.
    expect(placeOrders.map(({ __typename }) => /^Order(Placed|Taken)$/.test(__typename))).toEqual(
      inputs.map(({ orderNo }) => orderNo !== failing),
    );
    expect(placeOrders[7]).toMatchObject({
      __typename: 'OrderInDoubt',
      code: 'ORDER_IN_DOUBT',
      reference: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await until(inputs[7] ?? {})).toMatchObject({ __typename: 'OrderPlaced', duplicate: false });
    expect(await harness.events(CAPTURED, failing)).toHaveLength(1);
  });

  it('is kept while intake is paused and placed once it goes on', async () => {
    await harness.graphql(`mutation { pauseIntake(shopId: "wholesale", reason: "stocktaking") { __typename } }`);
    const input = order({ shopId: 'wholesale' });
    expect(await place(input)).toEqual({ __typename: 'OrderTaken', orderNo: input.orderNo });
    await harness.graphql(`mutation { resumeIntake(shopId: "wholesale", reason: "done") { __typename } }`);
    await eventually(async () => expect(await place(input)).toMatchObject({ __typename: 'OrderPlaced', duplicate: false }));
  });

  it('shows people its body without the person, and its shop has no secret to keep', async () => {
    const input = order();
    await place(input);
    const [event] = await harness.events(CAPTURED, input.orderNo);
    const { shopCredentials } = await harness.graphql<{ shopCredentials: readonly { readonly shopId: string }[] }>(
      '{ shopCredentials { shopId } }',
      {},
      ['admin'],
    );
    expect(shopCredentials.map(({ shopId }) => shopId)).toEqual(['dy-flagship', 'wx-shop']);
    const archive = createRawArchive({
      pool: harness.pool,
      masterKey: Buffer.from('aa'.repeat(32), 'hex'),
      context: 'channel',
      allowed: harmlessFields,
    });
    const raw = await archive.read(event?.rawRef.replace('channel/', '') ?? '');
    const shown = raw === undefined ? '' : archive.redacted(raw);
    expect(shown).toContain(input.orderNo);
    for (const secret of [person.name, person.phone, person.detail, person.city]) expect(shown).not.toContain(secret);
  });

  it('plans no notice to a platform when its parcel leaves', async () => {
    const input = order();
    await place(input);
    const told = {
      orderId: hubId(input.orderNo),
      shopId: 'own-store',
      platformOrderNo: input.orderNo,
      carrier: 'SF',
      trackingNumber: 'SF1234567890123',
    };
    const parcel = { ...told, parcelId: randomUUID(), lines: [{ lineNo: '1', sku: 'CUP-CELADON', quantity: 1 }] };
    await harness.tell('hub.fulfilment.parcel-dispatched.v1', told.orderId, ParcelDispatched.fromPartial(parcel));
    await eventually(async () => {
      const { rowCount } = await harness.pool.query(`select 1 from inbox i`);
      expect(rowCount).toBeGreaterThan(0);
    });
    expect((await harness.pool.query(`select 1 from ship_notice where shop_id = 'own-store'`)).rowCount).toBe(0);
    expect((await harness.pool.query('select 1 from dead_letter')).rowCount).toBe(0);
  });
});

interface Answer {
  readonly __typename: string;
  readonly order?: { readonly id: string };
}

function order(more: object = {}) {
  return {
    shopId: 'own-store',
    orderNo: `P-${randomUUID()}`,
    lines: [
      { sku: 'TEA-WHITE-GIFT', quantity: 2, unitPriceMinor: '32800' },
      { sku: 'CUP-CELADON', quantity: 1, unitPriceMinor: '5900' },
    ],
    paid: true,
    recipient: person,
    idempotencyKey: randomUUID(),
    ...more,
  };
}

async function place(input: object, identity: object = {}): Promise<Answer> {
  const { placeOrder } = await harness.graphql<{ placeOrder: Answer }>(PLACE, { input }, ['operations'], identity);
  return placeOrder;
}

/** As a client does: the same call again until the id is there. */
async function until(input: object): Promise<Answer> {
  for (;;) {
    const answer = await place(input);
    if (answer.__typename !== 'OrderTaken') return answer;
  }
}

function hubId(orderNo: string): string {
  return `OS20261122-${orderNo}`;
}

/** The order service's part: each captured order is placed under an id made of its number. */
function playOrderService(hub: Harness): { stop(): Promise<void> } {
  const told = new Set<string>();
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped) {
      for (const { data } of await hub.events(CAPTURED)) {
        if (told.has(data.platformOrderNo)) continue;
        told.add(data.platformOrderNo);
        const { channel, shopId, platformOrderNo } = data;
        const placed = { orderId: hubId(platformOrderNo), channel, shopId, platformOrderNo, timeClass: 'TIME_CLASS_NORMAL' as const };
        await hub.tell('hub.order.placed.v1', placed.orderId, OrderPlaced.fromPartial(placed));
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  const running = run();
  return {
    stop: () => {
      stopped = true;
      return running;
    },
  };
}
