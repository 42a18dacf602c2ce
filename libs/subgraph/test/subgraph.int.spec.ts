import { DomainError } from '@orderloom/domain-kernel';
import { identityHeader, signIdentity } from '@orderloom/rpc/identity';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSubgraph, loader, requireRole, type SubgraphContext } from '../src/index.ts';

class CupBroken extends DomainError {
  readonly code = 'CUP_BROKEN';
}

type Context = SubgraphContext<{ readonly readCups: (ids: readonly string[]) => Promise<ReadonlyMap<string, Cup>> }>;
type Cup = { readonly id: string; readonly madeAt: Date; readonly price: { readonly minor: bigint; readonly currency: string } };

const internalKey = '0f'.repeat(32);
const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  directive @partner(scope: String!) repeatable on OBJECT | FIELD_DEFINITION
  scalar DateTime
  scalar BigIntText
  type Money @shareable { minor: String! currency: String! }
  type Cup @key(fields: "id") { id: ID! madeAt: DateTime! @partner(scope: "cups:read") price: Money! }
  type Query { cup(id: ID!): Cup @partner(scope: "cups:read") whoAmI: String! shelf(after: DateTime, many: BigIntText): String! broken: Cup crash: Cup secret: String! }
`;

const cups = loader((ids: readonly string[], context: Context) => context.readCups(ids));
const resolvers = {
  Query: {
    cup: (_: unknown, { id }: { readonly id: string }, context: Context) => cups(context).load(id),
    whoAmI: (_: unknown, __: unknown, { viewer }: Context) => `${viewer.account} ${viewer.roles.join('+')} ${viewer.locale}`,
    shelf: (_: unknown, { after, many }: { readonly after: Date; readonly many: bigint }) => `${after.toISOString()} ${many + 1n}`,
    broken: () => Promise.reject(new CupBroken('It fell.', { height: 90 })),
    crash: () => Promise.reject(new TypeError('reading "13800138000" of 张三')),
    secret: (_: unknown, __: unknown, { viewer }: Context) => {
      requireRole(viewer, 'finance');
      return 'ledger';
    },
  },
  Cup: { __resolveReference: ({ id }: { readonly id: string }, context: Context) => cups(context).load(id) },
};

const logged: object[] = [];
const batches: (readonly string[])[] = [];
const subgraph = createSubgraph({
  typeDefs,
  resolvers,
  internalKey,
  log: { error: (fields) => void logged.push(fields) },
  buildContext: () => ({
    readCups: (ids: readonly string[]) => {
      batches.push(ids);
      return Promise.resolve(new Map(ids.filter((id) => id !== 'gone').map((id) => [id, cup(id)])));
    },
  }),
});
const server = createServer((request, response) => void subgraph.handle(request, response));
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/graphql`;
});
beforeEach(() => {
  logged.length = 0;
  batches.length = 0;
});
afterAll(() => new Promise((resolve) => void server.close(resolve)));

describe('the door of a subgraph (R12)', () => {
  it('answers 401 without a signed viewer: no header, another key, a service without a person', async () => {
    for (const header of [
      undefined,
      signIdentity('aa'.repeat(32), { caller: 'gateway', actor: 'a' }),
      signIdentity(internalKey, { caller: 'order' }),
    ]) {
      const response = await post({ query: '{ whoAmI }' }, header === undefined ? {} : { [identityHeader]: header });
      expect(response.status).toBe(401);
    }
  });

  it('gives the viewer to resolvers and refuses a role that is missing', async () => {
    expect(await ask('{ whoAmI }')).toEqual({ data: { whoAmI: 'acc-1 service+operations en' } });
    expect(await ask('{ secret }')).toMatchObject({ errors: [{ extensions: { code: 'ROLE_MISSING' } }] });
  });

  it('refuses a body above 256 KiB before parsing it, and work whose deadline has passed', async () => {
    const huge = await post({ query: `{ whoAmI } # ${'x'.repeat(300_000)}` }, { [identityHeader]: viewer() });
    expect(huge.status).toBe(413);
    const late = await post({ query: '{ whoAmI }' }, { [identityHeader]: viewer(), 'x-hub-deadline': String(Date.now() - 1) });
    expect(late.status).toBe(504);
  });
});

describe('the second fence for API keys', () => {
  const key = (scopes: readonly string[]): string => signIdentity(internalKey, { caller: 'gateway', actor: 'key:k1', roles: [], scopes });
  const askAs = async (scopes: readonly string[], query: string, variables: object = {}): Promise<unknown> =>
    (await post({ query, variables }, { [identityHeader]: key(scopes) })).json();
  const refused = { errors: [{ extensions: { code: 'SCOPE_MISSING' } }] };

  it('answers a field whose scope the key has, and the key of an entity to whoever joins', async () => {
    expect(await askAs(['cups:read'], '{ cup(id: "c1") { id madeAt } }')).toMatchObject({ data: { cup: { id: 'c1' } } });
    const joined = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cup { id } } }';
    expect(await askAs([], joined, { r: [{ __typename: 'Cup', id: 'c1' }] })).toEqual({ data: { _entities: [{ id: 'c1' }] } });
  });

  it('refuses what has no mark, another scope, the SDL and the schema, whatever the key has', async () => {
    expect(await askAs(['cups:read'], '{ whoAmI }')).toMatchObject(refused);
    expect(await askAs(['cups:write'], '{ cup(id: "c1") { id } }')).toMatchObject(refused);
    expect(await askAs(['cups:read'], '{ cup(id: "c1") { price { minor } } }')).toMatchObject(refused);
    expect(await askAs(['cups:read'], '{ _service { sdl } }')).toMatchObject(refused);
    expect(await askAs(['cups:read'], '{ __schema { types { name } } }')).toMatchObject(refused);
  });
});

describe('a subgraph', () => {
  it('resolves twenty references with one batch and leaves what is gone null', async () => {
    const representations = [
      ...Array.from({ length: 20 }, (_, index) => ({ __typename: 'Cup', id: `c${index % 10}` })),
      { __typename: 'Cup', id: 'gone' },
    ];
    const answer = await ask('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cup { id } } }', { r: representations });
    expect(answer).toMatchObject({ data: { _entities: representations.map(({ id }) => (id === 'gone' ? null : { id })) } });
    expect(batches).toEqual([[...Array.from({ length: 10 }, (_, index) => `c${index}`), 'gone']]);
  });

  it('writes money as text and time with the offset of Shanghai, and reads time and whole numbers strictly', async () => {
    expect(await ask('{ cup(id: "c1") { madeAt price { minor currency } } }')).toEqual({
      data: { cup: { madeAt: '2026-01-15T08:04:05.678+08:00', price: { minor: '9007199254740993', currency: 'CNY' } } },
    });
    expect(await ask('{ shelf(after: "2026-01-15T08:00:00+08:00", many: "9007199254740993") }')).toEqual({
      data: { shelf: '2026-01-15T00:00:00.000Z 9007199254740994' },
    });
    expect(await ask('{ shelf(after: "2026-01-15T08:00:00", many: "1") }')).toHaveProperty('errors');
    expect(await ask('{ shelf(after: "2026-01-15T08:00:00Z", many: "1.5") }')).toHaveProperty('errors');
  });

  it('names the refusal of the domain and hides everything else behind a reference', async () => {
    expect(await ask('{ broken { id } }')).toMatchObject({
      data: { broken: null },
      errors: [{ message: 'It fell.', path: ['broken'], extensions: { code: 'CUP_BROKEN', details: { height: 90 } } }],
    });
    const answer = await ask('{ crash { id } }');
    expect(answer).toMatchObject({ data: { crash: null }, errors: [{ path: ['crash'], extensions: { code: 'INTERNAL' } }] });
    expect(logged).toEqual([expect.objectContaining({ path: 'crash', error: 'TypeError', reference: expect.any(String) })]);
    for (const text of [JSON.stringify(answer), JSON.stringify(logged)]) {
      expect(text).not.toContain('13800138000');
      expect(text).not.toContain('张三');
    }
  });

  it("explains an unknown field, because that is the asker's error", async () => {
    expect(await ask('{ nosuch }')).toMatchObject({ errors: [{ message: expect.stringContaining('nosuch') }] });
  });
});

function cup(id: string): Cup {
  return { id, madeAt: new Date('2026-01-15T00:04:05.678Z'), price: { minor: 9007199254740993n, currency: 'CNY' } };
}

function viewer(): string {
  return signIdentity(internalKey, { caller: 'gateway', actor: 'acc-1', roles: ['service', 'operations'], locale: 'en' });
}

function post(body: object, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

async function ask(query: string, variables: object = {}): Promise<unknown> {
  const response = await post({ query, variables }, { [identityHeader]: viewer() });
  return response.json();
}
