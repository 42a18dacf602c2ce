import { testNats, type TestNats } from '@orderloom/testing';
import { getIntrospectionQuery } from 'graphql';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browser, issuedTo, signedIn, type Browser, type Program } from './browser.ts';
import { documentId, startTown, type Town } from './gateway-with-subgraphs.ts';

let nats: TestNats;
let town: Town;
let person: Browser;
let erp: Program;

beforeAll(async () => {
  nats = await testNats();
  town = await startTown(nats);
  person = await signedIn(town.url, 'operations');
  const scopes = ['orders:read', 'stock:read'];
  erp = await issuedTo(town.url, await signedIn(town.url, 'admin'), { scopes });
});
beforeEach(() => {
  town.towerBatches.length = 0;
});
afterAll(async () => {
  await town.close();
  await nats.remove();
});

describe('the supergraph', () => {
  it('joins twenty orders of one subgraph with the gates of another in one call', async () => {
    const answer = await person.ask('{ orders { id status gate } }');
    expect(answer).toEqual({ data: { orders: expect.arrayContaining([{ id: 'DY20260115-00001', status: 'PLACED', gate: 3 }]) } });
    expect(town.towerBatches).toHaveLength(1);
    expect(town.towerBatches[0]).toHaveLength(20);
  });

  it('tells subgraphs who asks, in the language of the screen', async () => {
    expect(await person.ask('{ whoAmI }')).toEqual({ data: { whoAmI: 'operations zh-CN' } });
    const english = await person.post('/graphql', { documentId: documentId('{ whoAmI }') }, { 'accept-language': 'en' });
    expect(await english.json()).toEqual({ data: { whoAmI: 'operations en' } });
  });

  it('runs variables, mutations and named operations', async () => {
    expect(await person.ask('query Q($n: Int!) { counted(times: $n) }', { n: 7 })).toEqual({ data: { counted: 7 } });
    expect(await person.ask('mutation { holdOrder(id: "DY20260115-00001") { status gate } }')).toEqual({
      data: { holdOrder: { status: 'HELD', gate: 3 } },
    });
    const both = documentId('query A { score } query B { counted(times: 2) }');
    const two = await person.post('/graphql', { documentId: both, operationName: 'B' });
    expect(await two.json()).toEqual({ data: { counted: 2 } });
    const unnamed = await person.post('/graphql', { documentId: both });
    expect(await unnamed.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_NAME_NEEDED' } }] });
  });

  it('runs no text of a session, however small, and none of a stranger', async () => {
    const typed = await person.post('/graphql', { query: '{ score }' });
    expect(typed.status).toBe(403);
    expect(await typed.json()).toMatchObject({ errors: [{ extensions: { code: 'TRUSTED_ONLY' } }] });
    const stranger = await browser(town.url).post('/graphql', { query: getIntrospectionQuery() });
    expect(stranger.status).toBe(401);
    expect(await stranger.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('runs trusted documents by id, whichever way the id is sent, and no unknown or stale one', async () => {
    const id = `sha256:${'ab'.repeat(32)}`;
    for (const body of [{ documentId: id }, { extensions: { persistedQuery: { version: 1, sha256Hash: 'ab'.repeat(32) } } }]) {
      const answer = await person.post('/graphql', body);
      expect(await answer.json()).toMatchObject({ data: { orders: expect.any(Array) } });
    }
    for (const unknown of [`sha256:${'cd'.repeat(32)}`, 'sha256:ff']) {
      const answer = await person.post('/graphql', { documentId: unknown });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNKNOWN_DOCUMENT' } }] });
    }
  });
});

describe('what the gateway refuses (R11)', () => {
  it.each([
    ['a text that is not GraphQL', '{ orders {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nosuch }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an alias bomb', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ')} }`, 'DOCUMENT_TOO_GREAT'],
    ['too many tokens', `{ orders { ${'id '.repeat(5_000)} } }`, 'GRAPHQL_PARSE_FAILED'],
    ['a subscription', 'subscription { orders { id } }', 'SUBSCRIPTION_REFUSED'],
    ['a missing variable', 'query ($n: Int!) { counted(times: $n) }', 'BAD_USER_INPUT'],
  ])('%s', async (_, query, code) => {
    const answer = await erp.ask(query);
    expect(answer).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ extensions: expect.objectContaining({ code }) })]),
    });
    expect(answer).not.toHaveProperty('data');
  });

  it('a body above 256 KiB, before it is parsed', async () => {
    const answer = await person.post('/graphql', `{"query": "{ score }", "padding": "${'x'.repeat(300_000)}`);
    expect(answer.status).toBe(413);
  });
});

describe('a subgraph in trouble', () => {
  it('shows a masked error with its path and reference, and the rest of the data', async () => {
    const answer = await person.ask('{ crash score }');
    expect(answer).toMatchObject({
      data: { crash: null, score: 97 },
      errors: [{ path: ['crash'], extensions: { code: 'INTERNAL', reference: expect.any(String) } }],
    });
    expect(JSON.stringify(answer)).not.toMatch(/10\.0\.0\.7|13800138000/);
  });

  it('costs its own fields only when it is frozen or dead, within its deadline, and is found again', async () => {
    const { port } = new URL(town.tower.url);
    await town.tower.stop();
    const dead = await timed(() => person.ask('{ order(id: "DY20260115-00001") { status gate } }'));
    expect(dead.answer).toMatchObject({
      data: { order: { status: 'PLACED', gate: null } },
      errors: [{ path: ['order', 'gate'], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }],
    });
    expect(JSON.stringify(dead.answer)).not.toContain(port);
    const ready = await fetch(`${town.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      ready: false,
      checks: { order: 'ok', postgres: 'ok', nats: 'ok', 'control-tower': 'does not answer' },
    });

    // A process under SIGSTOP looks like this from outside: the kernel accepts, nobody answers.
    const sockets: Socket[] = [];
    const frozen = createTcpServer((socket) => void sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => frozen.listen(Number(port), '127.0.0.1', resolve));
    const slow = timed(() => person.ask('{ order(id: "DY20260115-00001") { status gate } score }'));
    const other = await timed(() => person.ask('{ orders { id } }'));
    expect(other.answer).toMatchObject({ data: { orders: expect.any(Array) } });
    expect(other.ms).toBeLessThan(400);
    expect((await slow).answer).toMatchObject({ data: { order: { status: 'PLACED', gate: null }, score: null } });
    expect((await slow).ms).toBeLessThan(2_500);
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => frozen.close(resolve));

    await new Promise<void>((resolve) => town.tower.server.listen(Number(port), '127.0.0.1', resolve));
    const deadline = Date.now() + 10_000;
    for (;;) {
      const answer = await person.ask('{ score }');
      if (answer['errors'] === undefined || Date.now() > deadline) {
        expect(answer).toEqual({ data: { score: 97 } });
        break;
      }
    }
    expect((await fetch(`${town.url}/readyz`)).status).toBe(200);
  });
});

async function timed<T>(work: () => Promise<T>): Promise<{ readonly answer: T; readonly ms: number }> {
  const began = performance.now();
  const answer = await work();
  return { answer, ms: performance.now() - began };
}
