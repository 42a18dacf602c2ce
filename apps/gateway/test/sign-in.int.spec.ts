import { eventually, testNats, type TestNats } from '@orderloom/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, signedIn } from './browser.ts';
import { password, startTown, type Town } from './gateway-with-subgraphs.ts';

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

describe('sign-in with roles (GOV-02)', () => {
  it('gives a session that scripts and other sites cannot use, and tells who one is', async () => {
    const answer = await browser(town.url).post('/auth/sign-in', { account: ' Finance ', password });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(/^hub_session=[A-Za-z0-9_-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await (await signedIn(town.url, 'finance')).get('/auth/me');
    expect(await me.json()).toMatchObject({
      login: 'finance',
      roles: ['finance'],
      locale: 'zh-CN',
      name: expect.stringContaining('Finance'),
    });
  });

  it('answers a wrong password and an unknown account alike, and makes the name wait after eight tries', async () => {
    const wrong = await browser(town.url).post('/auth/sign-in', { account: 'supply', password: 'wrong' });
    const unknown = await browser(town.url).post('/auth/sign-in', { account: 'nobody-here', password });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());

    for (let attempt = 0; attempt < 7; attempt += 1)
      await browser(town.url).post('/auth/sign-in', { account: 'supply', password: 'wrong' });
    const blocked = await browser(town.url).post('/auth/sign-in', { account: 'SUPPLY', password });
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signedIn(town.url, 'warehouse')).cookie).toContain('hub_session');
  });

  it('ends a session for good at sign-out', async () => {
    const person = await signedIn(town.url, 'service');
    expect((await person.get('/auth/me')).status).toBe(200);
    const out = await person.post('/auth/sign-out', {});
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await person.get('/auth/me')).status).toBe(401);
    expect((await person.post('/graphql', { query: '{ score }' })).status).toBe(401);
    expect((await person.get('/live')).status).toBe(401);
  });

  it('refuses another site with our cookie at every door that changes something', async () => {
    const person = await signedIn(town.url, 'operations');
    const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    for (const path of ['/auth/sign-in', '/auth/sign-out', '/graphql']) {
      expect((await person.post(path, { query: 'mutation { holdOrder(id: "1") { id } }' }, elsewhere)).status).toBe(403);
    }
    expect((await person.post('/graphql', 'query=%7Bscore%7D', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await person.get('/auth/me')).status).toBe(200);
  });

  it('keeps nothing in the database that opens the door, and tells the audit log of each act', async () => {
    const person = await signedIn(town.url, 'owner');
    await person.post('/auth/sign-out', {});
    const rows = await query(town.databaseUrl, 'select encode(id_hash, $1) as hash from session', ['escape']);
    expect(JSON.stringify(rows)).not.toContain(person.cookie.slice('hub_session='.length));
    const passwords = await query(town.databaseUrl, 'select password from account', []);
    expect(passwords).toHaveLength(7);
    expect(JSON.stringify(passwords)).not.toContain(password);
    const acts = await query(
      town.databaseUrl,
      "select data::json ->> 'deed' as deed from outbox_event where aggregate_id = (select id::text from account where login = 'owner') order by seq, nth",
      [],
    );
    expect(acts).toEqual([{ deed: 'signed-in' }, { deed: 'signed-out' }]);
    await eventually(async () => {
      const [state] = await query(town.databaseUrl, 'select settled >= (select max(seq) from outbox) as published from outbox_state', []);
      expect(state).toEqual({ published: true });
    });
  });
});

async function query(url: string, text: string, values: readonly unknown[]): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
