import { createOutbox } from '@orderloom/outbox';
import { testNats, type TestNats } from '@orderloom/testing';
import { getIntrospectionQuery } from 'graphql';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partnerKeys } from '../src/persistence/partner-keys.ts';
import { issuedTo, program, signedIn, type Browser, type Program } from './browser.ts';
import { documentId, startTown, type Town } from './gateway-with-subgraphs.ts';

let nats: TestNats;
let town: Town;
let admin: Browser;
let database: Client;
let pool: Pool;

beforeAll(async () => {
  nats = await testNats();
  town = await startTown(nats);
  admin = await signedIn(town.url, 'admin');
  database = new Client({ connectionString: town.databaseUrl });
  await database.connect();
  pool = new Pool({ connectionString: town.databaseUrl });
});
afterAll(async () => {
  await pool.end();
  await database.end();
  await town.close();
  await nats.remove();
});

const issue = (wish: object): Promise<Program> => issuedTo(town.url, admin, wish);
const codeOf = async (answer: Response): Promise<unknown> => {
  const body: unknown = await answer.json();
  return JSON.parse(JSON.stringify(body)).errors?.[0]?.extensions?.code;
};
const whoAmI = { query: '{ whoAmI }' };
const acts = async (deed: string): Promise<readonly string[]> =>
  (await database.query<{ data: string }>("select data from outbox_event where data::json ->> 'deed' = $1", [deed])).rows.map(
    ({ data }) => data,
  );

describe('API keys', () => {
  it('are kept by admins, and their secret is shown once and stored nowhere', async () => {
    const wish = { partner: 'x', contactRole: 'IT', label: 'x', environment: 'live', scopes: ['orders:read'] };
    for (const role of ['owner', 'operations']) {
      const person = await signedIn(town.url, role);
      expect((await person.get('/keys')).status).toBe(403);
      expect((await person.post('/keys/issue', wish)).status).toBe(403);
    }
    const erp = await issue({ scopes: ['orders:read'] });
    expect(erp.key).toMatch(/^olk_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}$/);
    const secret = erp.key.split('_')[3] ?? 'none';
    expect(await (await admin.get('/keys')).text()).not.toContain(secret);
    for (const table of ['partner_key', 'partner_key_secret', 'outbox']) {
      const { rows } = await database.query<{ row: string }>(`select t::text as row from ${table} t`);
      expect(JSON.stringify(rows)).not.toContain(secret);
    }
  });

  it('answer who they are to subgraphs: a key, its scopes, and for a test key the sandbox shops', async () => {
    const live = await issue({ scopes: ['orders:read', 'stock:read'] });
    expect(await live.ask('{ whoAmI }')).toMatchObject({ data: { whoAmI: `key:${live.id} live all orders:read+stock:read` } });
    const test = await issue({ scopes: ['orders:read'], environment: 'test' });
    expect(test.key).toMatch(/^olk_test_/);
    expect(await test.ask('{ whoAmI }')).toMatchObject({ data: { whoAmI: `key:${test.id} test shop-test orders:read` } });
  });

  it('refuse an unknown id and a wrong secret alike, and do not look at the cookie beside them', async () => {
    const erp = await issue({ scopes: ['orders:read'] });
    const wrong = `${erp.key.slice(0, -1)}${erp.key.endsWith('A') ? 'B' : 'A'}`;
    for (const text of [
      wrong,
      erp.key.replace(erp.id, 'A'.repeat(12)),
      erp.key.replace('live', 'test'),
      'nonsense',
      'x'.repeat(50_000).slice(0, 9_000),
    ]) {
      const answer = await program(town.url, text).post(whoAmI, { cookie: admin.cookie });
      expect(answer.status).toBe(401);
      expect(await codeOf(answer)).toBe('KEY_UNKNOWN');
    }
  });

  it('rotate with an overlap in which both secrets open, and without one when it leaked', async () => {
    const first = await issue({ scopes: ['orders:read'] });
    const rotate = async (overlapHours: number): Promise<Program> => {
      const answer: unknown = await (await admin.post('/keys/rotate', { id: first.id, overlapHours })).json();
      return program(town.url, JSON.parse(JSON.stringify(answer)).key);
    };
    const second = await rotate(24);
    expect(second.id).toBe(first.id);
    expect((await first.post(whoAmI)).status).toBe(200);
    expect((await second.post(whoAmI)).status).toBe(200);
    // Two at once, never three: the next rotation ends the oldest.
    const third = await rotate(24);
    expect(await codeOf(await first.post(whoAmI))).toBe('KEY_ENDED');
    expect((await second.post(whoAmI)).status).toBe(200);
    await rotate(0);
    expect(await codeOf(await second.post(whoAmI))).toBe('KEY_ENDED');
    expect(await codeOf(await third.post(whoAmI))).toBe('KEY_ENDED');
  });

  it('are revoked at once, and end at their time', async () => {
    const revoked = await issue({ scopes: ['orders:read'] });
    expect((await revoked.post(whoAmI)).status).toBe(200);
    expect((await admin.post('/keys/revoke', { id: revoked.id })).status).toBe(200);
    expect(await codeOf(await revoked.post(whoAmI))).toBe('KEY_REVOKED');
    expect((await admin.post('/keys/rotate', { id: revoked.id, overlapHours: 1 })).status).toBe(404);
    const short = await issue({ scopes: ['orders:read'], endsAt: new Date(Date.now() - 1000).toISOString() });
    expect(await codeOf(await short.post(whoAmI))).toBe('KEY_ENDED');
  });

  it('tell when the last of a partner to keep webhooks by is revoked or at its end, once, and again after a new one', async () => {
    const scopes = ['orders:read', 'webhooks:manage'];
    const keys = partnerKeys(pool, createOutbox({ source: 'gateway', now: () => new Date(), wake: () => undefined }));
    const told = async (): Promise<number> => {
      const { rows } = await database.query<{ count: number }>(
        `select count(*)::int as count from outbox_event o join partner p on p.id::text = o.aggregate_id
          where o.type = 'hub.gateway.webhook-keeping-ended.v1' and p.name = 'Hooked'`,
      );
      return rows[0]?.count ?? 0;
    };
    const soon = new Date(Date.now() + 3_600_000);
    const [one, _ends] = [
      await issue({ scopes, partner: 'Hooked' }),
      await issue({ scopes, partner: 'Hooked', endsAt: soon.toISOString() }),
    ];
    await issue({ scopes: ['orders:read'], partner: 'Hooked' });
    await admin.post('/keys/revoke', { id: one.id });
    await keys.endWebhookKeeping(new Date());
    expect(await told()).toBe(0);
    await keys.endWebhookKeeping(soon);
    await keys.endWebhookKeeping(soon);
    expect(await told()).toBe(1);
    const last = await issue({ scopes, partner: 'Hooked' });
    await keys.endWebhookKeeping(soon);
    expect(await told()).toBe(1);
    await admin.post('/keys/revoke', { id: last.id });
    expect(await told()).toBe(1);
    await keys.endWebhookKeeping(soon);
    expect(await told()).toBe(2);
  });

  it('say when they were last used, and leave a row in the audit log for each change and each mutation', async () => {
    const erp = await issue({ scopes: ['orders:read', 'orders:write'] });
    const shown = async (): Promise<{ readonly lastUsedAt: string | null }> => {
      const { keys } = JSON.parse(await (await admin.get('/keys')).text());
      return keys.find(({ id }: { readonly id: string }) => id === erp.id);
    };
    expect((await shown()).lastUsedAt).toBeNull();
    const hold = 'mutation Hold($input: HoldInput!) { again: hold(input: $input) { __typename ... on Order { id } } }';
    const input = { orderId: 'DY20260115-00001', idempotencyKey: 'call 13800138000' };
    expect(await erp.ask(hold, { input })).toMatchObject({ data: { again: { __typename: 'Order', id: 'DY20260115-00001' } } });
    expect(Date.now() - Date.parse((await shown()).lastUsedAt ?? '')).toBeLessThan(10_000);
    await erp.ask('{ whoAmI }');
    const deeds = await acts('api.hold');
    expect(deeds).toHaveLength(1);
    expect(deeds[0]).toContain(`key:${erp.id}`);
    expect(deeds[0]).toContain('DY20260115-00001');
    expect(deeds[0]).not.toContain('13800138000');
    // The input stands as the default of a variable: it is told all the same.
    const byDefault =
      'mutation Hold($input: HoldInput! = { orderId: "DY20260115-00002", idempotencyKey: "k" }) { hold(input: $input) { __typename } }';
    expect(await erp.ask(byDefault)).toMatchObject({ data: { hold: { __typename: 'Order' } } });
    expect((await acts('api.hold')).filter((deed) => deed.includes('DY20260115-00002'))).toHaveLength(1);
    expect(await acts('api-key.issue')).not.toHaveLength(0);
    expect(await acts('api-key.rotate')).not.toHaveLength(0);
    expect(await acts('api-key.revoke')).not.toHaveLength(0);
  });
});

describe('a test key', () => {
  const hold = 'mutation Hold($input: HoldInput!) { hold(input: $input) { __typename } }';

  it('acts on orders of the sandbox shops only, and on no shop beside them', async () => {
    const test = await issue({ scopes: ['orders:read', 'orders:write'], environment: 'test' });
    const asked = async (input: object): Promise<unknown> =>
      codeOf(await test.post({ query: hold, variables: { input: { idempotencyKey: 'k', ...input } } }));
    expect(await asked({ orderId: 'TS20260115-00001' })).toBeUndefined();
    expect(await asked({ orderId: 'DY20260115-00001' })).toBe('SANDBOX_ONLY');
    expect(await asked({ orderId: 'TS20260115-00001', shopId: 'shop-test' })).toBeUndefined();
    expect(await asked({ orderId: 'TS20260115-00001', shopId: 'dy-flagship' })).toBe('SANDBOX_ONLY');
    expect(await test.ask('{ order(id: "DY20260115-00001") { id } }')).toMatchObject({ data: { order: null } });
  });

  it('places several orders at once where each is for a sandbox shop, and each is told to the audit log', async () => {
    const test = await issue({ scopes: ['orders:place'], environment: 'test' });
    const query = 'mutation Place($inputs: [PlaceInput!]!) { place(inputs: $inputs) }';
    const inputsFor = (...shops: readonly string[]) => shops.map((shopId, index) => ({ shopId, idempotencyKey: `k${index}` }));
    expect(await test.ask(query, { inputs: inputsFor('shop-test', 'shop-test') })).toMatchObject({ data: { place: [0, 1] } });
    expect(await acts('api.place')).toHaveLength(2);
    expect(await codeOf(await test.post({ query, variables: { inputs: inputsFor('shop-test', 'dy-flagship') } }))).toBe('SANDBOX_ONLY');
    expect(await codeOf(await test.post({ query, variables: { inputs: [] } }))).toBe('SANDBOX_ONLY');
  });

  it('does nothing that names neither', async () => {
    const test = await issue({ scopes: ['orders:write'], environment: 'test' });
    const query = 'mutation { hold(input: { orderId: "", idempotencyKey: "k" }) { __typename } }';
    expect(await codeOf(await test.post({ query }))).toBe('SANDBOX_ONLY');
  });
});

describe('the schema of a key', () => {
  it('has what its scopes admit, and nothing else exists', async () => {
    const reader = await issue({ scopes: ['orders:read'] });
    const shown = JSON.stringify(await reader.ask(getIntrospectionQuery()));
    for (const known of ['"orders"', '"Order"', '"status"', '"gate"']) expect(shown).toContain(known);
    for (const hidden of ['"secret"', '"holdOrder"', '"hold"', '"counted"', '"score"', '"Stale"', '"HoldInput"', '"Refusal"', '_entities'])
      expect(shown).not.toContain(hidden);
    for (const query of [
      '{ score }',
      '{ counted(times: 1) }',
      '{ orders { secret } }',
      'mutation { holdOrder(id: "1") { id } }',
      '{ stale { code } }',
    ])
      expect([query, await codeOf(await reader.post({ query }))]).toEqual([query, 'GRAPHQL_VALIDATION_FAILED']);
    expect(await reader.ask('{ orders { id gate } }')).toMatchObject({ data: { orders: expect.any(Array) } });
    const writer = await issue({ scopes: ['orders:write'] });
    const other = JSON.stringify(await writer.ask(getIntrospectionQuery()));
    for (const known of ['"hold"', '"HoldInput"', '"Refused"', '"HoldResult"']) expect(other).toContain(known);
    expect(other).not.toContain('"status"');
  });

  it('is told in a document of its own, and not at all beside data', async () => {
    const reader = await issue({ scopes: ['orders:read'] });
    expect(await codeOf(await reader.post({ query: '{ whoAmI __schema { queryType { name } } }' }))).toBe('INTROSPECTION_ALONE');
    expect(await codeOf(await reader.post({ query: '{ whoAmI ...S } fragment S on Query { __type(name: "Order") { name } }' }))).toBe(
      'INTROSPECTION_ALONE',
    );
  });

  it('is not left by the documents of the command center', async () => {
    const reader = await issue({ scopes: ['orders:read'] });
    expect((await reader.post({ documentId: documentId('{ score }') })).status).toBe(400);
  });
});

describe('the limits of a key', () => {
  it('tell the price of each document and what is left', async () => {
    const erp = await issue({ scopes: ['orders:read'], costPerMinute: 60 });
    const small = await erp.post({ query: '{ page(first: 10) { nodes { id } } }' });
    expect(await small.json()).toMatchObject({ extensions: { cost: { requested: 11, remaining: 49, resetsInSeconds: 11 } } });
    expect(small.headers.get('ratelimit-policy')).toBe('"requests";q=600;w=60, "cost";q=60;w=60');
    expect(small.headers.get('ratelimit')).toMatch(/^"requests";r=(599|600);t=[01], "cost";r=49;t=11$/);
  });

  it('refuse a document that costs too much, also when its size comes in a variable', async () => {
    const erp = await issue({ scopes: ['orders:read'] });
    expect(await codeOf(await erp.post({ query: '{ page(first: 6000) { nodes { id } } }' }))).toBe('COST_TOO_GREAT');
    const query = 'query ($n: Int) { page(first: $n) { nodes { id } } }';
    expect(await codeOf(await erp.post({ query, variables: { n: 6000 } }))).toBe('COST_TOO_GREAT');
    expect(await codeOf(await erp.post({ query, variables: { n: 5 } }))).toBeUndefined();
  });

  it('answer 429 with the seconds to wait when requests or cost are spent, and tell them apart from other keys', async () => {
    const slow = await issue({ scopes: ['orders:read'], requestsPerMinute: 3 });
    const other = await issue({ scopes: ['orders:read'] });
    const statuses: number[] = [];
    for (let call = 0; call < 5; call += 1) {
      const answer = await slow.post(whoAmI);
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect((await other.post(whoAmI)).status).toBe(200);
    const poor = await issue({ scopes: ['orders:read'], costPerMinute: 25 });
    const query = '{ page(first: 10) { nodes { id } } }';
    expect([(await poor.post({ query })).status, (await poor.post({ query })).status, (await poor.post({ query })).status]).toEqual([
      200, 200, 429,
    ]);
  });

  it.each([
    ['a batch', '[{"query": "{ whoAmI }"}]', {}, 400, 'BATCH_REFUSED'],
    ['a compressed body', '{"query": "{ whoAmI }"}', { 'content-encoding': 'gzip' }, 415, 'ENCODING_REFUSED'],
    ['a body above 256 KiB', `{"query": "{ whoAmI } # ${'x'.repeat(300_000)}"}`, {}, 413, 'BODY_TOO_LARGE'],
    ['a form', 'query={ whoAmI }', { 'content-type': 'text/plain' }, 415, 'NOT_JSON'],
  ])('refuse %s', async (_, body, headers, status, code) => {
    const erp = await issue({ scopes: ['orders:read'] });
    const answer = await erp.post(body, headers);
    expect(answer.status).toBe(status);
    expect(await codeOf(answer)).toBe(code);
  });
});
