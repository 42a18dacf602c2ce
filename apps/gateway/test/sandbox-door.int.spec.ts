import { testNats, type TestNats } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, signedIn } from './browser.ts';
import { startTown, type Town } from './gateway-with-subgraphs.ts';

let nats: TestNats;
let town: Town;

beforeAll(async () => {
  nats = await testNats();
  town = await startTown(nats);
});
afterAll(async () => {
  await town.close();
  await nats.remove();
});

describe('the door to the sandbox (GOV-03)', () => {
  it('wants a session, a role and the own site, and says when the sandbox is silent', async () => {
    expect((await browser(town.url).get('/sandbox/state')).status).toBe(401);
    expect((await (await signedIn(town.url, 'service')).get('/sandbox/state')).status).toBe(403);
    const operations = await signedIn(town.url, 'operations');
    const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await operations.post('/sandbox/speed', { speed: 2 }, elsewhere)).status).toBe(403);
    expect((await operations.post('/sandbox/reset', {})).status).toBe(404);
    const silent = await operations.get('/sandbox/state');
    expect([silent.status, await silent.json()]).toEqual([502, expect.objectContaining({ code: 'SANDBOX_SILENT' })]);
  });
});
