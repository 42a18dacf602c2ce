import { eventCatalogue, type HubEvent } from '@orderloom/contracts';
import { inTransaction } from '@orderloom/outbox';
import type { Viewer } from '@orderloom/subgraph';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endKeeping } from '../src/application/webhooks/end-keeping.ts';
import { plannedFor, startWebhookBench, type WebhookBench } from './webhook-bench.ts';
import { askOver, type Ask, type Said } from './webhook-questions.ts';

const HOUR = 3_600_000;
const admin: Viewer = { account: 'acc-admin', roles: ['admin'], locale: 'zh-CN' };
const operations: Viewer = { account: 'acc-ops', roles: ['operations'], locale: 'en' };
const finance: Viewer = { account: 'acc-fin', roles: ['finance'], locale: 'en' };
const key = (partner: string, ...scopes: readonly string[]): Viewer => ({
  account: `key:${partner}`,
  roles: [],
  locale: 'en',
  partner,
  scopes: ['webhooks:manage', ...scopes],
});

let bench: WebhookBench;
let ask: Ask;
beforeAll(async () => {
  bench = await startWebhookBench();
  ask = askOver(bench);
}, 90_000);
afterAll(() => bench.close());
beforeEach(() => bench.forget());

const create = (viewer: Viewer, change: object = {}): Promise<Said> =>
  ask(
    viewer,
    `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) {
       __typename ... on WebhookEndpointCreated { secret endpoint { id partnerId state eventTypes shops createdBy } }
       ... on Refusal { code } ... on WebhookUrlRefused { reason } ... on WebhookEventTypesRefused { eventTypes } } }`,
    {
      input: {
        ...(viewer.scopes === undefined ? { partnerId: 'p1' } : {}),
        url: 'https://shop.example/hook',
        eventTypes: ['order.placed'],
        idempotencyKey: randomUUID(),
        ...change,
      },
    },
  );
const endOf = (partnerId: string): HubEvent<'hub.gateway.webhook-keeping-ended.v1'> => ({
  id: randomUUID(),
  type: 'hub.gateway.webhook-keeping-ended.v1',
  aggregateId: 'a',
  aggregateVersion: 0,
  orderId: '',
  system: 'hub',
  actor: 'gateway',
  occurredAt: new Date(),
  receivedAt: new Date(),
  recordedAt: new Date(),
  rawRef: '',
  traceparent: '',
  outboxSeq: 0n,
  data: eventCatalogue['hub.gateway.webhook-keeping-ended.v1'].fromPartial({ partnerId }),
});
const idOf = (said: Said): string => (said['endpoint'] as { readonly id: string }).id;
const deed = (viewer: Viewer, name: string, input: object, fields = ''): Promise<Said> => {
  const type =
    name === 'disableWebhookEndpoint' || name === 'enableWebhookEndpoint' || name === 'deleteWebhookEndpoint'
      ? 'WebhookEndpointInput'
      : `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return ask(viewer, `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on Refusal { code } ${fields} } }`, {
    input: { idempotencyKey: randomUUID(), ...input },
  });
};
const seen = async (viewer: Viewer): Promise<readonly string[]> => {
  const page = await ask(viewer, '{ webhookEndpoints { nodes { id } } }');
  return (page['nodes'] as readonly { readonly id: string }[]).map(({ id }) => id);
};

describe('an endpoint', () => {
  it('is made by an admin for a partner, with a secret that is told once and sealed at rest', async () => {
    const made = await create(admin);
    expect(made).toMatchObject({
      __typename: 'WebhookEndpointCreated',
      endpoint: { partnerId: 'p1', state: 'ENABLED', createdBy: 'acc-admin' },
    });
    expect(made['secret']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { rows } = await bench.pool.query<{ row: string }>('select webhook_endpoint::text as row from webhook_endpoint');
    const plain = Buffer.from(String(made['secret']).slice(6), 'base64');
    expect(rows[0]?.row).not.toContain(plain.toString('hex'));
    expect(rows[0]?.row).not.toContain(Buffer.from(String(made['secret'])).toString('hex'));
  });

  it('ends with the last key of its partner that could keep it, and no other partner hears of that', async () => {
    await create(key('p1', 'orders:read'));
    await create(key('p2', 'orders:read'));
    await inTransaction(bench.pool, (tx) => endKeeping(bench.deps, tx, [endOf('p1')]));
    const { rows } = await bench.pool.query<{ partner_id: string; state: string }>(
      'select partner_id, state from webhook_endpoint order by 1',
    );
    expect(rows).toEqual([
      { partner_id: 'p1', state: 'DISABLED' },
      { partner_id: 'p2', state: 'ENABLED' },
    ]);
  });

  it('stays where it was made after its partner had lost the last key: the word of that came late', async () => {
    const late = endOf('p1');
    await create(key('p1', 'orders:read'));
    await inTransaction(bench.pool, (tx) => endKeeping(bench.deps, tx, [{ ...late, occurredAt: new Date(Date.now() - 3_600_000) }]));
    const { rows } = await bench.pool.query<{ state: string }>('select state from webhook_endpoint');
    expect(rows).toEqual([{ state: 'ENABLED' }]);
  });

  it('is made once for its key, and the answer to the repeat is the same, until the secret is another', async () => {
    const idempotencyKey = randomUUID();
    const [first, second] = [await create(admin, { idempotencyKey }), await create(admin, { idempotencyKey })];
    expect(second).toEqual(first);
    expect(await create(admin, { idempotencyKey, url: 'https://other.example/' })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await deed(admin, 'rotateWebhookSecret', { endpointId: idOf(first) });
    expect((await create(admin, { idempotencyKey }))['secret']).toBeNull();
    expect(await seen(admin)).toHaveLength(1);
  });

  it.each([
    ['http://shop.example/', 'NOT_HTTPS'],
    ['https://10.1.2.3/', 'NOT_PUBLIC'],
    ['https://erp.inside/', 'NOT_PUBLIC'],
    ['not an address', 'UNREADABLE'],
  ])('is refused at %s', async (url, reason) => {
    expect(await create(admin, { url })).toEqual({ __typename: 'WebhookUrlRefused', code: 'WEBHOOK_URL_REFUSED', reason });
  });

  it('is refused for types that are unknown, none, or not within the scopes of the key', async () => {
    expect(await create(admin, { eventTypes: ['order.exploded'] })).toMatchObject({ eventTypes: ['order.exploded'] });
    expect(await create(admin, { eventTypes: [] })).toMatchObject({ code: 'WEBHOOK_EVENT_TYPES_REFUSED' });
    const refused = await create(key('p1', 'orders:read'), { eventTypes: ['order.placed', 'stock.changed'] });
    expect(refused).toMatchObject({ code: 'WEBHOOK_EVENT_TYPES_REFUSED', eventTypes: ['stock.changed'] });
  });

  it('exists for its own partner, within what the key may hear, and for staff', async () => {
    const orders = idOf(await create(key('p1', 'orders:read')));
    const stock = idOf(await create(key('p1', 'stock:read'), { eventTypes: ['stock.changed'] }));
    const foreign = idOf(await create(key('p2', 'orders:read')));
    expect(await seen(key('p1', 'orders:read'))).toEqual([orders]);
    expect((await seen(operations)).toSorted()).toEqual([orders, stock, foreign].toSorted());
    for (const name of ['disableWebhookEndpoint', 'rotateWebhookSecret', 'deleteWebhookEndpoint', 'changeWebhookEndpoint'])
      expect(await deed(key('p1', 'orders:read'), name, { endpointId: foreign })).toMatchObject({ code: 'WEBHOOK_ENDPOINT_NOT_FOUND' });
    expect(await deed(key('p2', 'orders:read'), 'disableWebhookEndpoint', { endpointId: foreign })).toMatchObject({
      __typename: 'WebhookEndpointChanged',
    });
  });

  it('of a test key is bound to its shops, and the live ones of its partner do not exist for it', async () => {
    const test = { ...key('p1', 'orders:read'), shops: ['own-test'], environment: 'test' as const };
    const live = idOf(await create(key('p1', 'orders:read')));
    const made = await create(test);
    expect(made).toMatchObject({ endpoint: { shops: ['own-test'] } });
    expect(await seen(test)).toEqual([idOf(made)]);
    expect(await deed(test, 'rotateWebhookSecret', { endpointId: live })).toMatchObject({ code: 'WEBHOOK_ENDPOINT_NOT_FOUND' });
  });

  it('is changed by nobody without the role, and read by nobody without one', async () => {
    expect(await create(operations)).toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(seen(finance)).rejects.toMatchObject({ code: 'ROLE_MISSING' });
    await expect(seen({ ...key('p1'), scopes: ['orders:read'] })).rejects.toMatchObject({ code: 'SCOPE_MISSING' });
  });

  it('signs with both secrets until the overlap is over', async () => {
    const endpoint = await bench.endpoint({ types: ['order.placed'] });
    await deed(admin, 'rotateWebhookSecret', { endpointId: endpoint, overlapHours: 1 });
    await bench.told(plannedFor('A', 'order.placed'));
    await bench.drain();
    bench.later(2 * HOUR);
    await bench.told(plannedFor('B', 'order.placed'));
    await bench.drain();
    expect(bench.heard(endpoint).map(({ order, verified }) => [order, verified])).toEqual([
      ['A', true],
      ['B', false],
    ]);
  });

  it('leaves a line in the audit log for each act, without its secret', async () => {
    const endpointId = idOf(await create(admin));
    await deed(admin, 'rotateWebhookSecret', { endpointId });
    await deed(admin, 'disableWebhookEndpoint', { endpointId });
    await deed(admin, 'enableWebhookEndpoint', { endpointId });
    await deed(admin, 'deleteWebhookEndpoint', { endpointId });
    const { rows } = await bench.pool.query<{ data: string }>(
      "select data from outbox_event where type = 'hub.messenger.audit-recorded.v1' order by seq, nth",
    );
    expect(rows.map(({ data }) => (JSON.parse(data) as { deed: string }).deed)).toEqual([
      'webhook.create',
      'webhook.rotate-secret',
      'webhook.disable',
      'webhook.enable',
      'webhook.delete',
    ]);
    expect(rows.map(({ data }) => data).join()).not.toContain('whsec_');
    expect(await seen(admin)).toEqual([]);
  });
});

describe('deliveries', () => {
  const page = (viewer: Viewer, filter: object, after?: string): Promise<Said> =>
    ask(
      viewer,
      `query ($filter: WebhookDeliveryFilter, $after: String) { webhookDeliveries(filter: $filter, first: 2, after: $after) {
         nodes { id type orderId state tries body attempts { try status trouble } } pageInfo { hasNextPage endCursor } } }`,
      { filter, after },
    );

  it('are listed by page, latest first, with every try', async () => {
    const endpointId = await bench.endpoint({ types: ['order.placed'] });
    bench.answer = ({ order }) => (order === 'C' ? 500 : 200);
    await bench.told(plannedFor('A', 'order.placed'), plannedFor('B', 'order.placed'), plannedFor('C', 'order.placed'));
    await bench.drain();
    const first = await page(operations, { endpointId });
    expect(first).toMatchObject({
      nodes: [
        { orderId: 'C', state: 'DUE', tries: 1, attempts: [{ try: 1, status: 500 }] },
        { orderId: 'B', state: 'DELIVERED', attempts: [{ status: 200 }] },
      ],
      pageInfo: { hasNextPage: true },
    });
    const { endCursor } = first['pageInfo'] as { readonly endCursor: string };
    expect(await page(operations, { endpointId }, endCursor)).toMatchObject({
      nodes: [{ orderId: 'A' }],
      pageInfo: { hasNextPage: false },
    });
    expect(await page(operations, { states: ['DUE'], orderId: 'C' })).toMatchObject({ nodes: [{ orderId: 'C' }] });
    expect(await page(key('p2', 'orders:read'), {})).toMatchObject({ nodes: [] });
  });

  it('go out again one by one, byte for byte, also after they were given up', async () => {
    const endpointId = await bench.endpoint({ types: ['order.placed'] });
    await bench.told(plannedFor('A', 'order.placed'));
    await bench.drain();
    const { nodes } = (await page(operations, { endpointId })) as unknown as { nodes: readonly { readonly id: string }[] };
    const deliveryId = nodes[0]?.id;
    const idempotencyKey = randomUUID();
    for (let call = 0; call < 2; call += 1)
      expect(await deed(admin, 'resendWebhookDelivery', { deliveryId, idempotencyKey })).toMatchObject({
        __typename: 'WebhookDeliveryPlanned',
      });
    await bench.drain();
    const [one, two, ...more] = bench.heard(endpointId);
    expect([two?.id, two?.body, more]).toEqual([one?.id, one?.body, []]);
    expect(await deed(key('p2', 'orders:read'), 'resendWebhookDelivery', { deliveryId })).toMatchObject({
      code: 'WEBHOOK_DELIVERY_NOT_FOUND',
    });
  });

  it('come again from a time on, in order, with what was missed while the endpoint was disabled', async () => {
    const endpointId = await bench.endpoint({ types: ['order.placed', 'order.paid'] });
    await bench.told(plannedFor('old', 'order.placed'));
    await bench.drain();
    bench.later(HOUR);
    const from = bench.now().toISOString();
    await bench.told(plannedFor('A', 'order.placed'));
    await bench.drain();
    await deed(admin, 'disableWebhookEndpoint', { endpointId });
    await bench.told(plannedFor('A', 'order.paid'), plannedFor('B', 'order.placed'));
    await bench.drain();
    expect(await deed(admin, 'replayWebhooks', { endpointId, from })).toMatchObject({ code: 'WEBHOOK_ENDPOINT_DISABLED' });
    await deed(admin, 'enableWebhookEndpoint', { endpointId });
    bench.later(1);
    const replayed = await deed(admin, 'replayWebhooks', { endpointId, from }, '... on WebhookReplayPlanned { planned }');
    expect(replayed).toMatchObject({ planned: 3 });
    await bench.drain();
    const heard = bench.heard(endpointId).map(({ order, type }) => `${order} ${type}`);
    expect(heard.slice(0, 2)).toEqual(['old order.placed', 'A order.placed']);
    expect(heard.slice(2).filter((said) => said.startsWith('A'))).toEqual(['A order.placed', 'A order.paid']);
    expect(heard.slice(2).toSorted()).toEqual(['A order.paid', 'A order.placed', 'B order.placed']);
  });

  it('are not replayed from longer ago than they are kept', async () => {
    const endpointId = await bench.endpoint({ types: ['order.placed'] });
    const ago = (days: number): string => new Date(bench.now().getTime() - days * 24 * HOUR).toISOString();
    expect(await deed(admin, 'replayWebhooks', { endpointId, from: ago(31) })).toMatchObject({ code: 'WEBHOOK_REPLAY_REFUSED' });
    expect(await deed(admin, 'replayWebhooks', { endpointId, from: ago(1), until: ago(2) })).toMatchObject({
      code: 'WEBHOOK_REPLAY_REFUSED',
    });
  });

  it('are forgotten with their bodies when they were kept long enough; what was open is given up and holds up nothing', async () => {
    const endpointId = await bench.endpoint({ types: ['order.placed', 'order.paid'] });
    await bench.told(plannedFor('A', 'order.placed'));
    await bench.drain();
    await bench.told(plannedFor('B', 'order.placed'));
    bench.later(31 * 24 * HOUR);
    await bench.told(plannedFor('B', 'order.paid'));
    await bench.deps.webhooks.forget(new Date(bench.now().getTime() - 30 * 24 * HOUR), bench.now(), 100);
    expect((await bench.pool.query('select type from webhook_event')).rows).toEqual([{ type: 'order.paid' }]);
    expect(await page(operations, { endpointId })).toMatchObject({
      nodes: [
        { orderId: 'B', type: 'order.paid', state: 'DUE' },
        { orderId: 'B', type: 'order.placed', state: 'FAILED', body: null },
      ],
    });
  });
});
