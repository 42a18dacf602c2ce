import { composeServices } from '@apollo/composition';
import { createLogger } from '@orderloom/service-runtime';
import { createSubgraph, loader, partnerMarks, type SubgraphContext } from '@orderloom/subgraph';
import { freshDatabase, type TestNats } from '@orderloom/testing';
import { parse } from 'graphql';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { compose, type RunningGateway } from '../src/composition-root.ts';
import { readGatewayEnv } from '../src/env.ts';

export const internalKey = '0f'.repeat(32);
export const password = 'jasmine-and-oolong';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  directive @partner(scope: String!) repeatable on OBJECT | FIELD_DEFINITION`;
const orderSdl = `${link}
  interface Refusal { code: String! }
  type Refused implements Refusal @partner(scope: "any") { code: String! }
  type Stale implements Refusal { code: String! basedOn: Int! }
  union HoldResult = Order | Refused
  type Order @key(fields: "id") @partner(scope: "orders:read") { id: ID! @partner(scope: "any") status: String! secret: String! @partner(scope: "recipients:reveal") }
  type Page @partner(scope: "orders:read") { nodes: [Order!]! }
  type Query {
    order(id: ID!): Order @partner(scope: "orders:read")
    orders: [Order!]! @partner(scope: "orders:read")
    page(first: Int = 50): Page! @partner(scope: "orders:read")
    whoAmI: String! @partner(scope: "any")
    crash: String @partner(scope: "orders:read")
    counted(times: Int!): Int! @partner(scope: "stock:read")
    stale: Stale
  }
  input HoldInput { orderId: ID! idempotencyKey: String! shopId: String }
  input PlaceInput { shopId: ID! idempotencyKey: String! }
  type Mutation {
    holdOrder(id: ID!): Order
    hold(input: HoldInput!): HoldResult! @partner(scope: "orders:write")
    place(inputs: [PlaceInput!]!): [Int!]! @partner(scope: "orders:place")
  }`;
const towerSdl = `${link}
  type Order @key(fields: "id") { id: ID! gate: Int @partner(scope: "orders:read") }
  type Query { score: Int }`;

/** What the command center of this town registered: specs ask these as people, everything else with a key. */
const trusted = [
  '{ whoAmI }',
  '{ score }',
  '{ orders { id } }',
  '{ orders { id status gate } }',
  '{ crash score }',
  '{ order(id: "DY20260115-00001") { status gate } }',
  '{ order(id: "DY20260115-00001") { status gate } score }',
  'query Q($n: Int!) { counted(times: $n) }',
  'query A { score } query B { counted(times: 2) }',
  'mutation { holdOrder(id: "DY20260115-00001") { status gate } }',
];

export function documentId(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

type Context = SubgraphContext<object>;

/** Two subgraphs, a gateway before them, and what the specs do to them. */
export type Town = {
  readonly url: string;
  readonly gateway: RunningGateway;
  readonly databaseUrl: string;
  /** Batches of ids that the tower was asked for. */
  readonly towerBatches: (readonly string[])[];
  readonly order: Running;
  readonly tower: Running;
  readonly close: () => Promise<void>;
};

export type Running = { readonly url: string; readonly server: Server; readonly stop: () => Promise<void> };

export async function startTown(nats: TestNats): Promise<Town> {
  const towerBatches: (readonly string[])[] = [];
  const order = await serve(orderSdl, orderResolvers);
  const tower = await serve(towerSdl, towerResolvers(towerBatches));
  const addresses = new Map([
    ['order', order.url],
    ['control-tower', tower.url],
  ]);
  const databaseUrl = await freshDatabase('gateway');
  const gateway = await compose({
    env: readGatewayEnv({
      DATABASE_URL: databaseUrl,
      NATS_URL: nats.url,
      HUB_INTERNAL_KEY: internalKey,
      HUB_DEMO: '1',
      HUB_DEMO_PASSWORD: password,
      HUB_SUBGRAPH_DEADLINE_MS: '700',
      LOG_LEVEL: 'silent',
    }),
    log: createLogger('gateway', 'silent'),
    port: 0,
    addressOf: (app) => addresses.get(app) ?? 'http://127.0.0.1:9',
    supergraphSdl: supergraphOf({ order: orderSdl, 'control-tower': towerSdl }),
    partnerFields: new Map([...partnerMarks(orderSdl), ...partnerMarks(towerSdl)]),
    sandboxShops: ['shop-test'],
    trustedDocuments: new Map([
      ...trusted.map((text) => [documentId(text), text] as const),
      [`sha256:${'ab'.repeat(32)}`, 'query Trusted { orders { id gate } }'],
      [`sha256:${'cd'.repeat(32)}`, 'query Stale { fieldThatWasRemoved }'],
    ]),
    services: ['order', 'control-tower'],
  });
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    gateway,
    databaseUrl,
    towerBatches,
    order,
    tower,
    close: async () => {
      await gateway.stop();
      await Promise.all([order.stop(), tower.stop()]);
    },
  };
}

const orderResolvers = {
  Query: {
    // The order of a real shop does not exist for a test key.
    order: (_: unknown, { id }: { readonly id: string }, { viewer }: Context) =>
      viewer.shops !== undefined && !id.startsWith('TS') ? null : { id, status: 'PLACED' },
    orders: () => Array.from({ length: 20 }, (_, index) => ({ id: `DY20260115-${String(index + 1).padStart(5, '0')}`, status: 'PLACED' })),
    page: (_: unknown, { first }: { readonly first: number }) => ({
      nodes: Array.from({ length: first }, (__, index) => ({ id: `DY20260115-${index}` })),
    }),
    whoAmI: (_: unknown, __: unknown, { viewer }: Context) =>
      viewer.scopes === undefined
        ? `${viewer.roles.join('+')} ${viewer.locale}`
        : `${viewer.account} ${viewer.environment} ${viewer.shops?.join() ?? 'all'} ${viewer.scopes.join('+')}`,
    crash: () => Promise.reject(new Error('cannot reach postgres at 10.0.0.7 for 13800138000')),
    counted: (_: unknown, { times }: { readonly times: number }) => times,
  },
  Mutation: {
    holdOrder: (_: unknown, { id }: { readonly id: string }) => ({ id, status: 'HELD' }),
    hold: (_: unknown, { input }: { readonly input: { readonly orderId: string } }) => ({ __typename: 'Order', id: input.orderId }),
    place: (_: unknown, { inputs }: { readonly inputs: readonly object[] }) => inputs.map((__, index) => index),
  },
  Order: { __resolveReference: ({ id }: { readonly id: string }) => ({ id, status: 'PLACED' }) },
};

function towerResolvers(batches: (readonly string[])[]) {
  const gates = loader((ids: readonly string[], _context: Context) => {
    batches.push(ids);
    return Promise.resolve(new Map(ids.map((id) => [id, { id, gate: 3 }])));
  });
  return {
    Query: { score: () => 97 },
    Order: { __resolveReference: ({ id }: { readonly id: string }, context: Context) => gates(context).load(id) },
  };
}

async function serve(typeDefs: string, resolvers: Readonly<Record<string, unknown>>): Promise<Running> {
  const subgraph = createSubgraph({ typeDefs, resolvers, buildContext: () => ({}), internalKey, log: { error: () => undefined } });
  const server = createServer((request, response) => {
    if (request.url === '/readyz') response.writeHead(200).end('{}');
    else void subgraph.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
    server,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function supergraphOf(subgraphs: Readonly<Record<string, string>>): string {
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: 'http://unused.invalid', typeDefs: parse(sdl) })),
  );
  if (composed.errors !== undefined) throw new Error(composed.errors.map((error) => error.message).join('\n'));
  return composed.supergraphSdl;
}
