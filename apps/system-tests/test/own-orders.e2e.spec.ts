import { randomUUID } from 'node:crypto';
import { identityHeader, signIdentity } from '@orderloom/rpc/identity';
import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoKeyOf } from '../../../tools/start/parts/demo-key.ts';
import { quantiles, writeReport } from '../src/hub/report.ts';
import { startHub, type Hub } from '../src/hub/start-hub.ts';
import { deliveriesOf, pauseWarehouses, twinWhen } from '../src/hub/watch.ts';

let hub: Hub;

beforeAll(async () => {
  hub = await startHub({ name: 'own' });
});

afterAll(async () => {
  await hub?.stop();
});

const NUMBERS = 500;
const KEYS_OF_A_NUMBER = 2;
const TIMES = 2;
const person = {
  name: '沈青禾',
  phone: '13912345678',
  province: '浙江省',
  city: '杭州市',
  county: '西湖区',
  detail: '文三路 90 号 2 幢 301 室',
};
const office = { ...person, county: '滨江区', detail: '江南大道 588 号 12 楼' };

describe('orders that their seller places with the hub', () => {
  it('come in at the front door with a key, and the answer knows the order in every service', async () => {
    const query = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
      __typename ... on OrderPlaced { duplicate order { id status platformOrderNo recipient { name } milestones { name } } } } }`;
    const input = { ...orderOf(), idempotencyKey: randomUUID() };
    const response = await fetch(`${hub.system.addresses.url('gateway', 'http')}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${demoKeyOf(hub.system.secrets)}` },
      body: JSON.stringify({ query, variables: { input } }),
    });
    expect(await response.json()).toMatchObject({
      data: {
        placeOrder: {
          __typename: 'OrderPlaced',
          duplicate: false,
          order: {
            id: expect.stringMatching(/^OS\d{8}-\d{5,}$/),
            platformOrderNo: input.orderNo,
            recipient: { name: '沈**' },
            milestones: [],
          },
        },
      },
    });
  });

  it('are each made once by 2,000 calls at the same moment that repeat keys and numbers', async () => {
    await pauseWarehouses(hub, 'pause');
    const orders = Array.from({ length: NUMBERS }, () => orderOf());
    const inputs = orders.flatMap((one) => Array.from({ length: KEYS_OF_A_NUMBER }, () => ({ ...one, idempotencyKey: randomUUID() })));
    const calls = Array.from({ length: TIMES }, () => inputs).flat();
    const begun = performance.now();
    const answers = await Promise.all(calls.map((input) => untilPlaced(input)));
    const took = performance.now() - begun;
    const idsOf = Map.groupBy(answers, ({ orderNo }) => orderNo);
    for (const [orderNo, of] of idsOf) expect([orderNo, new Set(of.map(({ orderId }) => orderId)).size]).toEqual([orderNo, 1]);
    expect(new Set(answers.map(({ orderId }) => orderId)).size).toBe(NUMBERS);
    const twins = await eventually(
      async () => {
        const all = await hub.door.allTwins();
        expect(orders.filter(({ orderNo }) => all.has(orderNo))).toHaveLength(NUMBERS);
        return all;
      },
      { timeoutMs: 60_000, everyMs: 500 },
    );
    for (const { orderNo } of orders) expect(twins.get(orderNo)?.map(({ id }) => id)).toEqual([idsOf.get(orderNo)?.[0]?.orderId]);
    const asked = answers.reduce((sum, { times }) => sum + times, 0);
    writeReport('own-orders', {
      calls: calls.length,
      orders: NUMBERS,
      requests: asked,
      seconds: took / 1_000,
      firstAnswerMs: quantiles(answers.map(({ firstMs }) => firstMs)),
    });
  });

  it('go to another address, are cancelled, and leave like any other; nobody is left to be told at a platform', async () => {
    await pauseWarehouses(hub, 'pause');
    const early = await untilPlaced({ ...orderOf(), paid: false, idempotencyKey: randomUUID() });
    expect(await write('changeAddress', { orderId: early.orderId, recipient: office })).toBe('AddressChanged');
    expect(await write('cancelOrder', { orderId: early.orderId })).toBe('OrderCancelled');
    expect(await write('changeAddress', { orderId: early.orderId, recipient: person })).toBe('AlreadyEnded');

    const late = await untilPlaced({ ...orderOf(), idempotencyKey: randomUUID() });
    await twinWhen(hub, late.orderNo, (twin) => twin.answer.code === 'WITH_WAREHOUSE', 60_000);
    expect(await write('changeAddress', { orderId: late.orderId, recipient: office })).toBe('AddressChangeProposed');
    // The warehouse gives it back, and gets it again with the new address.
    await deliveriesOf(hub, late.orderId, 2, 60_000);
    await pauseWarehouses(hub, 'unpause');
    await twinWhen(hub, late.orderNo, (twin) => twin.status === 'OUTBOUND' || twin.status === 'SIGNED', 120_000);
    const twin = await hub.door.twinOf(late.orderNo);
    expect(twin?.trackingNumbers.length).toBeGreaterThan(0);
    // No card reaches a buyer that nobody knows, and the order does not wait for one: its seller was told.
    await twinWhen(hub, late.orderNo, ({ currentGate }) => currentGate === 8, 120_000);
    const story = (await hub.door.storyOf(late.orderId)).map((fact) => fact.type);
    expect(story).toContain('hub.order.recipient-changed.v1');
    expect(story.filter((type) => /ship-notice|dead-letter/.test(type))).toEqual([]);
    const { shops } = z
      .object({ shops: z.array(z.object({ id: z.string(), outsideWaiting: z.number(), outsideRefused: z.number() })) })
      .parse(await ask('channel-adapter', '{ shops { id outsideWaiting outsideRefused } }', {}, { roles: ['admin'] }));
    expect(shops.filter(({ id }) => id === 'own-store')).toEqual([{ id: 'own-store', outsideWaiting: 0, outsideRefused: 0 }]);
  });

  it('of goods made to order tell their milestones in the story, and a corrected count is on the books', async () => {
    const input = { ...orderOf(), lines: [{ sku: 'POT-YIXING', quantity: 1, unitPriceMinor: '45900' }], idempotencyKey: randomUUID() };
    const { orderId } = await untilPlaced(input);
    await twinWhen(hub, input.orderNo, (twin) => twin.currentGate >= 3, 60_000);
    const answers: string[] = [];
    for (const milestone of ['PARAMETERS_CONFIRMED', 'PRODUCTION_STARTED', 'HARDWARE_PACKED'])
      answers.push(await write('confirmMilestone', { orderId, milestone }));
    expect(answers).toEqual(['MilestoneNoted', 'MilestoneNoted', 'MilestoneOutOfOrder']);
    await eventually(
      async () => {
        const told = (await hub.door.storyOf(orderId)).filter(({ type }) => type === 'hub.fulfilment.milestone-confirmed.v1');
        expect(told).toHaveLength(2);
      },
      { timeoutMs: 20_000, everyMs: 200 },
    );

    const shelf = z.object({
      skuStock: z.object({ onHand: z.number(), warehouses: z.array(z.object({ warehouseId: z.string(), onHand: z.number() })) }),
    });
    const read = async () =>
      shelf.parse(
        await ask(
          'inventory',
          '{ skuStock(sku: "TRAY-BAMBOO") { onHand warehouses { warehouseId onHand } } }',
          {},
          { scopes: ['stock:read'] },
        ),
      ).skuStock;
    const { warehouses } = await read();
    const [first] = warehouses;
    const wish = {
      sku: 'TRAY-BAMBOO',
      warehouseId: first?.warehouseId,
      basedOn: first?.onHand,
      quantity: (first?.onHand ?? 0) + 7,
      reason: 'FOUND',
    };
    expect(await write('adjustStock', wish)).toBe('StockAdjusted');
    expect(await write('adjustStock', wish)).toBe('CountStale');
    const after = (await read()).warehouses.find(({ warehouseId }) => warehouseId === first?.warehouseId);
    expect(after?.onHand).toBe((first?.onHand ?? 0) + 7);
  });
});

const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on OrderPlaced { order { id } } } }`;
const placed = z.object({ placeOrder: z.object({ __typename: z.string(), order: z.object({ id: z.string() }).optional() }) });

interface Placed {
  readonly orderNo: string;
  readonly orderId: string;
  readonly firstMs: number;
  readonly times: number;
}

/** As a client does: the same call again while the order is only taken. */
async function untilPlaced(input: ReturnType<typeof orderOf> & { readonly idempotencyKey: string }): Promise<Placed> {
  const begun = performance.now();
  let firstMs = 0;
  for (let times = 1; ; times += 1) {
    const { placeOrder } = placed.parse(await ask('channel-adapter', PLACE, { input }, { scopes: ['orders:place'] }));
    if (times === 1) firstMs = performance.now() - begun;
    if (placeOrder.order !== undefined) return { orderNo: input.orderNo, orderId: placeOrder.order.id, firstMs, times };
    expect(placeOrder.__typename).toBe('OrderTaken');
  }
}

const writes = {
  changeAddress: { app: 'channel-adapter', type: 'ChangeAddressInput', scope: 'orders:write', reason: 'buyer asked' },
  cancelOrder: { app: 'order', type: 'CancelOrderInput', scope: 'orders:write', reason: 'buyer asked' },
  confirmMilestone: { app: 'fulfilment', type: 'ConfirmMilestoneInput', scope: 'milestones:write', reason: undefined },
  adjustStock: { app: 'inventory', type: 'AdjustStockInput', scope: 'stock:write', reason: undefined },
} as const;

async function write(name: keyof typeof writes, input: object): Promise<string> {
  const { app, type, scope, reason } = writes[name];
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`;
  const full = { ...(reason === undefined ? {} : { reason }), ...input, idempotencyKey: randomUUID() };
  const answer = z.record(z.string(), z.object({ __typename: z.string() }));
  return answer.parse(await ask(app, query, { input: full }, { scopes: [scope] }))[name]?.__typename ?? '';
}

/** With the gateway's signature, past its limits by key: here the limits are not what is tried. */
async function ask(app: string, query: string, variables: object, identity: object): Promise<unknown> {
  const response = await fetch(`${hub.system.addresses.url(app, 'http')}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [identityHeader]: signIdentity(hub.system.secrets.HUB_INTERNAL_KEY, {
        caller: 'gateway',
        actor: 'key:e2e',
        partner: 'e2e',
        ...identity,
      }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = z.object({ data: z.unknown(), errors: z.array(z.unknown()).optional() }).parse(await response.json());
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

function orderOf() {
  return {
    shopId: 'own-store',
    orderNo: `P-${randomUUID()}`,
    lines: [{ sku: 'TEA-OOLONG-100', quantity: 1, unitPriceMinor: '9900' }],
    paid: true,
    recipient: person,
  };
}
