import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { documents } from './documents.ts';
import { loadSupergraph, type Supergraph } from './supergraph.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const sdls = {
  order: `${link}
    enum Kind { BIG SMALL }
    interface Thing { id: ID! }
    type Line { sku: String! }
    type Order implements Thing @key(fields: "id") { id: ID! status: String lines: [Line!]! paid: Int }
    type Query { order(id: ID!, kind: Kind): Order orders(first: Int = 2): [Order!]! thing: Thing score: Int! }
    type Mutation { hold(id: ID!): Order }`,
  tower: `${link} type Order @key(fields: "id") { id: ID! gate: Int }`,
};

const list =
  'fragment R on Order { id ...L } fragment L on Order { lines { sku } } query List($first: Int) { orders(first: $first) { ...R status id } }';
const one = 'query One($id: ID!, $kind: Kind) { a: order(id: $id, kind: $kind) { id status } score }';
const inLane = [list, one, '{ score }', 'query A { score } query B { orders { id } }'];
const outside = [
  '{ orders { id gate } }',
  '{ thing { id } }',
  '{ orders { __typename id } }',
  'query S($no: Boolean!) { score orders @skip(if: $no) { id } }',
  'mutation { hold(id: "1") { id } }',
];

let reply: { status?: number; body: string } = { body: '' };
let asked = 0;
let server: Server;
let supergraph: Supergraph;
let known: ReturnType<typeof documents>;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    request.resume().on('end', () => response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' }).end(reply.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const composed = composeServices(
    Object.entries(sdls).map(([name, sdl]) => ({ name, url: 'http://unused.invalid', typeDefs: parse(sdl) })),
  );
  if (composed.errors !== undefined) throw new Error(composed.errors.join('\n'));
  supergraph = await loadSupergraph({
    sdl: composed.supergraphSdl,
    urlOf: (name) => new URL(`http://127.0.0.1:${name === 'order' ? port : 9}/graphql`),
    deadlineMs: 2_000,
    log: { error: () => undefined },
    onFailure: () => undefined,
  });
  known = documents(supergraph.schema, new Map([...inLane, ...outside].map((text) => [idOf(text), text])), (_id, reason) => {
    throw new Error(reason);
  });
});
beforeEach(() => {
  asked = 0;
});
afterAll(async () => {
  await supergraph.stop();
  server.closeAllConnections();
  server.close();
});

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a text is answered with by the plain executor, at first as a trusted document, and once its plan is known. */
async function answers(text: string, variables: object = {}, operationName?: string) {
  const request = { prepared: known.trusted(idOf(text)), operationName, variables: { ...variables }, context: { identity: '' } };
  const plain = JSON.stringify(await supergraph.execute(request));
  await supergraph.executeTrusted(request);
  asked = 0;
  const told = await supergraph.executeTrusted(request);
  return { plain, passed: 'bytes' in told, text: 'bytes' in told ? told.bytes.toString() : JSON.stringify(told), asked };
}

it.each([
  [list, { first: 2 }, '{"data":{"orders":[{"id":"1","lines":[{"sku":"a"}],"status":null},{"id":"2","lines":[],"status":"PAID"}]}}'],
  [list, {}, '{"data":{"orders":[]}}'],
  [one, { id: '1' }, '{"data":{"a":null,"score":3}}'],
  [one, { id: '1', kind: 'BIG' }, '{"data":{"a":{"id":"1","status":"a \\"quoted\\" 字"},"score":3}}'],
  ['{ score }', {}, '{"data":{"score":97}}'],
])('passes on what a single subgraph says to %s with %j, as the plain gateway would', async (text, variables, body) => {
  reply = { body };
  const told = await answers(text, variables);
  expect(told).toEqual({ plain: body, text: body, passed: true, asked: 1 });
});

it('knows the operations of a document apart', async () => {
  const both = 'query A { score } query B { orders { id } }';
  reply = { body: '{"data":{"score":1}}' };
  expect(await answers(both, {}, 'A')).toMatchObject({ passed: true, text: reply.body });
  reply = { body: '{"data":{"orders":[]}}' };
  expect(await answers(both, {}, 'B')).toMatchObject({ passed: true, text: reply.body });
});

it.each([
  ['a failing field', { body: '{"data":{"a":null,"score":3},"errors":[{"message":"It fell.","path":["a"],"extensions":{"code":"X"}}]}' }],
  ['a failing field that says no more', { body: '{"data":{"a":null,"score":3},"errors":[{"message":"It fell.","path":["a"]}]}' }],
  ['extensions', { body: '{"data":{"a":null,"score":3},"extensions":{"cost":1}}' }],
  ['no data', { body: '{"data":null,"errors":[{"message":"It fell."}]}' }],
  ['another status', { status: 504, body: '{"errors":[{"message":"late"}]}' }],
  ['nonsense', { body: 'no JSON' }],
])('lets Apollo word %s out of the answer that is there, and asks nobody twice', async (_what, bad) => {
  reply = bad;
  const told = await answers(one, { id: '1' });
  expect(told.passed).toBe(false);
  expect(told.text).toBe(told.plain);
  // At most: a subgraph that fails again and again is left alone.
  expect(told.asked).toBeLessThanOrEqual(1);
});

it('asks again once a subgraph that failed is well', async () => {
  reply = { body: '{"data":{"a":null,"score":3}}' };
  // Five failures in a row have opened the breaker.
  await vi.waitFor(async () => expect(await answers(one, { id: '1' })).toMatchObject({ passed: true }), { timeout: 5_000, interval: 200 });
});

it('refuses variables of another type as Apollo does, without asking', async () => {
  reply = { body: '{"data":{"a":null,"score":3}}' };
  expect(await answers(one, { id: '1' })).toMatchObject({ passed: true });
  for (const variables of [{}, { id: null }, { id: '1', kind: 'HUGE' }]) {
    const told = await answers(one, variables);
    expect(told).toEqual({ plain: told.plain, text: told.plain, passed: false, asked: 0 });
    expect(told.plain).toContain('BAD_USER_INPUT');
  }
});

it.each(outside)('leaves %s to Apollo', async (text) => {
  reply = { body: '{"data":{"orders":[],"thing":null,"score":1,"hold":null}}' };
  const told = await answers(text, text.includes('$no') ? { no: false } : {});
  expect(told.passed).toBe(false);
  expect(told.text).toBe(told.plain);
});
