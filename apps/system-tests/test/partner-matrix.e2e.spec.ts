import { RawArchiveDefinition } from '@orderloom/contracts/hub/raw/v1/service';
import { VaultDefinition } from '@orderloom/contracts/hub/channel/v1/service';
import { StockClaimsDefinition } from '@orderloom/contracts/hub/inventory/v1/service';
import { DispatchClearanceDefinition } from '@orderloom/contracts/hub/order/v1/service';
import { partnerScopes } from '@orderloom/contracts';
import { identityHeader, signIdentity } from '@orderloom/rpc/identity';
import { admittedBy, partnerMarks } from '@orderloom/subgraph';
import { buildASTSchema, buildSchema, getIntrospectionQuery, isObjectType, parse, type GraphQLSchema } from 'graphql';
import { createChannel, createClient, Metadata, type CompatServiceDefinition } from 'nice-grpc';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { fromRoot } from '../../../tools/start/paths.ts';
import { startHub, type Hub } from '../src/hub/start-hub.ts';
import { twinWhen } from '../src/hub/watch.ts';
import { inLanes, tally } from '../src/partner/tally.ts';
import { readSubgraphs, type Subgraph } from '../src/partner/subgraphs.ts';
import { isProbed, probe, waysThrough, type Way } from '../src/partner/ways.ts';

// R12 and the partner's door: every field that there is, asked by a key of every scope, on every way in. Nothing is listed here by
// hand: fields come from the SDLs, scopes and marks from where the gateway has them.
const scopes = Object.keys(partnerScopes);
const book = tally();
const tooMany = 60_000;

let hub: Hub;
let orderId = '';
const keys = new Map<string, string>();

beforeAll(async () => {
  hub = await startHub({ name: 'matrix' });
  const no = await hub.sandbox.place({ channel: 'DY', buyer: 3, lines: [{ sku: 'TEA-LONGJING-250', quantity: 1 }] });
  orderId = (await twinWhen(hub, no, (twin) => twin.trackingNumbers.length > 0, 60_000)).id;
  for (const scope of scopes) keys.set(scope, await issue(scope));
}, 180_000);
afterAll(async () => {
  process.stdout.write(`\n${book.table()}\n`);
  await hub?.stop();
});

it('gives no field to a key whose scope does not admit it, at the gateway', async () => {
  const schema = buildSchema(readFileSync(fromRoot('apps', 'gateway', 'supergraph.graphql'), 'utf8'), { assumeValid: true });
  const marks = new Map(
    Object.entries(
      z.record(z.string(), z.array(z.string())).parse(JSON.parse(readFileSync(fromRoot('apps', 'gateway', 'partner-fields.json'), 'utf8'))),
    ),
  );
  const anyWay = waysThrough(schema, () => true, { orderId });
  const cells: {
    readonly scope: string;
    readonly cell: string;
    readonly admitted: boolean;
    readonly document: string;
    readonly isDeed: boolean;
  }[] = [];
  for (const scope of scopes) {
    const admits = (coordinate: string): boolean => admittedBy(marks.get(coordinate), [scope]);
    const ways = waysThrough(schema, admits, { orderId });
    const shown = new Set(await shownTo(scope));
    for (const { coordinate, type, field } of fieldsOf(schema)) {
      const way = ways.get(type) ?? anyWay.get(type);
      if (way === undefined) throw new Error(`nobody can come to ${coordinate}`);
      // What the key is shown is what it must be able to ask; that nothing is shown which no mark admits is counted below. A field
      // that is marked, but whose answer is of a type that is not, does not exist for this key either.
      const admitted = shown.has(coordinate);
      cells.push({ scope, cell: `${coordinate} by ${scope}`, admitted, document: probe(way, field, orderId), isDeed: way.isDeed });
    }
    for (const coordinate of shown)
      book.count('gateway, introspection', admits(coordinate) ? 'shown' : 'LEAK', `${coordinate} to ${scope}`);
  }
  await inLanes(cells, 6, async ({ scope, cell, admitted, document, isDeed }) => {
    // What the key may do is not done here: a cancel is a cancel.
    if (admitted && isDeed) return book.count('gateway', 'not asked', cell);
    const { status, text } = await askGateway(document, keys.get(scope) ?? '');
    const refused = status === 400 && text.includes('GRAPHQL_VALIDATION_FAILED') && !text.includes('"data"');
    if (!admitted) return book.count('gateway', refused ? 'refused' : 'LEAK', `${cell}: ${status} ${text.slice(0, 200)}`);
    if (refused || text.includes('SCOPE_MISSING')) throw new Error(`${cell} is admitted, but: ${text.slice(0, 300)}\n${document}`);
    book.count('gateway', isProbed(JSON.parse(text)) ? 'answered' : 'empty', cell);
  });
  expect(book.leaks()).toEqual([]);
  expect(book.of('gateway', 'refused')).toBeGreaterThan(5_000);
  expect(book.of('gateway', 'answered')).toBeGreaterThan(100);
});

it('lets a subgraph that is asked directly refuse the same once more, and whoever has no identity altogether', async () => {
  for (const subgraph of readSubgraphs()) {
    const url = `${hub.system.addresses.url(subgraph.name, 'http')}/graphql`;
    for (const header of [undefined, 'nonsense', signIdentity('ab'.repeat(32), { caller: 'gateway', actor: 'key:x', scopes })]) {
      const { status } = await post(url, '{ __typename }', header === undefined ? {} : { [identityHeader]: header });
      book.count(`subgraph ${subgraph.name}`, status === 401 ? 'refused' : 'LEAK', `no identity: ${status}`);
    }
    await inLanes(scopes, 3, (scope) => askSubgraph(subgraph, url, scope));
  }
  expect(book.leaks()).toEqual([]);
});

it('lets no key at a gRPC method, and nobody without an identity', async () => {
  const definitions: readonly CompatServiceDefinition[] = [
    VaultDefinition,
    StockClaimsDefinition,
    DispatchClearanceDefinition,
    RawArchiveDefinition,
  ];
  const apps = ['channel-adapter', 'order', 'inventory', 'fulfilment', 'finance-reconciliation', 'messenger'];
  for (const app of apps) {
    const channel = createChannel(`${hub.system.addresses.host}:${hub.system.addresses.port(app, 'grpc')}`);
    for (const definition of definitions) {
      for (const [method, shape] of Object.entries(methodsOf(definition))) {
        for (const scope of [undefined, ...scopes]) {
          const said = await callOf(createClient(definition, channel), method, isStreamed(shape), scope);
          if (said.includes('UNIMPLEMENTED')) continue;
          const refused = said.includes(scope === undefined ? 'UNAUTHENTICATED' : 'PERMISSION_DENIED');
          book.count('gRPC', refused ? 'refused' : 'LEAK', `${app} ${method} by ${scope ?? 'nobody'}: ${said.slice(0, 120)}`);
        }
      }
    }
    channel.close();
  }
  expect(book.leaks()).toEqual([]);
  expect(book.of('gRPC', 'refused')).toBeGreaterThan(50);
});

async function askSubgraph(subgraph: Subgraph, url: string, scope: string): Promise<void> {
  const path = `subgraph ${subgraph.name}`;
  const schema = buildASTSchema(parse(subgraph.sdl), { assumeValid: true, assumeValidSDL: true });
  const marks = partnerMarks(subgraph.sdl);
  const entry: Way = {
    open: `query { _entities(representations: [{ __typename: "Order", id: "${orderId}" }]) { ... on Order { `,
    close: ' } } }',
    isDeed: false,
  };
  const from = new Map(isObjectType(schema.getType('Order')) ? [['Order', entry]] : []);
  const ways = waysThrough(schema, () => true, { orderId, from });
  const keyFields = new Set(
    [...subgraph.sdl.matchAll(/type (\w+)[^{]*@key\(fields: "(\w+)"/g)].map(([, type, field]) => `${type}.${field}`),
  );
  const identity = {
    [identityHeader]: signIdentity(hub.system.secrets.HUB_INTERNAL_KEY, {
      caller: 'gateway',
      actor: 'key:matrix',
      roles: [],
      scopes: [scope],
    }),
  };
  for (const { coordinate, type, field } of fieldsOf(schema)) {
    const way = ways.get(type);
    const admitted = admittedBy(marks.get(coordinate), [scope]);
    if (way === undefined || (way.isDeed && (type !== 'Mutation' || admitted))) {
      book.count(path, 'not asked', coordinate);
      continue;
    }
    const { text } = await post(url, probe(way, field, orderId), identity);
    const missing = text.includes('SCOPE_MISSING');
    const probed = isProbed(JSON.parse(text));
    if (keyFields.has(coordinate) || admitted) book.count(path, probed ? 'answered' : missing ? 'refused' : 'empty', coordinate);
    else if (probed || (way.isDeed && !missing)) book.count(path, 'LEAK', `${coordinate} by ${scope}: ${text.slice(0, 200)}`);
    else book.count(path, missing ? 'refused' : 'empty', coordinate);
  }
}

function fieldsOf(schema: GraphQLSchema) {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !/^(__|join__|link__)/.test(type.name)
      ? Object.values(type.getFields()).map((field) => ({ type: type.name, coordinate: `${type.name}.${field.name}`, field }))
      : [],
  );
}

const told = z.object({
  data: z.object({
    __schema: z.object({
      types: z.array(z.object({ kind: z.string(), name: z.string(), fields: z.array(z.object({ name: z.string() })).nullable() })),
    }),
  }),
});

async function shownTo(scope: string): Promise<readonly string[]> {
  const { text } = await askGateway(getIntrospectionQuery(), keys.get(scope) ?? '');
  return told
    .parse(JSON.parse(text))
    .data.__schema.types.flatMap(({ kind, name, fields }) =>
      kind === 'OBJECT' && !name.startsWith('__') ? (fields ?? []).map((field) => `${name}.${field.name}`) : [],
    );
}

async function callOf(client: object, method: string, streams: boolean, scope: string | undefined): Promise<string> {
  const metadata = Metadata();
  if (scope !== undefined)
    metadata.set(
      identityHeader,
      signIdentity(hub.system.secrets.HUB_INTERNAL_KEY, { caller: 'gateway', actor: 'key:matrix', roles: [], scopes: [scope] }),
    );
  const call: unknown = Reflect.get(client, method);
  if (typeof call !== 'function') throw new Error(`no method ${method}`);
  try {
    const answer: unknown = call(streams ? once() : {}, { metadata, signal: AbortSignal.timeout(5_000) });
    if (answer instanceof Promise) await answer;
    else for await (const _ of answer as AsyncIterable<unknown>) return 'ANSWERED'; // nice-grpc gives one or the other
    return 'ANSWERED';
  } catch (error) {
    return String(error);
  }
}

async function* once(): AsyncIterable<object> {
  yield await Promise.resolve({});
}

function isStreamed(shape: unknown): boolean {
  return z.object({ requestStream: z.boolean() }).parse(shape).requestStream;
}

function methodsOf(definition: CompatServiceDefinition): object {
  return 'methods' in definition ? definition.methods : definition;
}

function askGateway(query: string, key: string) {
  return post(`${hub.system.addresses.url('gateway', 'http')}/graphql`, query, { authorization: `Bearer ${key}` });
}

async function post(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: answer.status, text: await answer.text() };
}

async function issue(scope: string): Promise<string> {
  const gateway = hub.system.addresses.url('gateway', 'http');
  const json = { 'content-type': 'application/json' };
  const account = { account: 'admin', password: hub.system.secrets.demoPassword };
  const entered = await fetch(`${gateway}/auth/sign-in`, { method: 'POST', headers: json, body: JSON.stringify(account) });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const limits = { requestsPerMinute: tooMany, costPerMinute: 10_000_000 };
  const wish = { partner: 'Matrix', contactRole: 'IT', label: scope, environment: 'live', scopes: [scope], ...limits };
  const issued = await fetch(`${gateway}/keys/issue`, { method: 'POST', headers: { ...json, cookie }, body: JSON.stringify(wish) });
  return z.object({ key: z.string() }).parse(await issued.json()).key;
}
