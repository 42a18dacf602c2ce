import { testNats, type TestNats } from '@orderloom/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, signedIn, type Browser } from './browser.ts';
import { startTown, type Town } from './gateway-with-subgraphs.ts';

let nats: TestNats;
let town: Town;
let admin: Browser;

beforeAll(async () => {
  nats = await testNats();
  town = await startTown(nats);
  admin = await signedIn(town.url, 'admin');
});
afterAll(async () => {
  await town.close();
  await nats.remove();
});

interface Shown {
  readonly id: string;
  readonly login: string;
  readonly roles: readonly string[];
  readonly openSessions: number;
}
const list = async (): Promise<readonly Shown[]> => JSON.parse(await (await admin.get('/accounts')).text());
const idOf = async (login: string): Promise<string> => (await list()).find((account) => account.login === login)?.id ?? '';
const enter = async (account: string, password: string): Promise<Browser> => {
  const answer = await browser(town.url).post('/auth/sign-in', { account, password });
  return browser(town.url, (answer.headers.get('set-cookie') ?? '').split(';')[0]);
};
const create = async (login: string, roles: readonly string[]): Promise<{ readonly account: string; readonly oneTimePassword: string }> =>
  JSON.parse(await (await admin.post('/accounts/create', { login, name: `${login} of the spec`, roles })).text());

describe('keeping accounts (GOV-02)', () => {
  it('is an admin deed, and nobody else sees more than names', async () => {
    for (const role of ['owner', 'operations']) {
      const person = await signedIn(town.url, role);
      expect((await person.get('/accounts')).status).toBe(403);
      expect((await person.post('/accounts/create', { login: 'x', name: 'x', roles: ['admin'] })).status).toBe(403);
      const names = await (await person.get('/accounts/names')).text();
      expect(names).toContain('"login":"finance"');
      expect(names).not.toMatch(/password|argon/i);
    }
    expect((await browser(town.url).get('/accounts/names')).status).toBe(401);
    expect(await (await admin.get('/accounts')).text()).not.toMatch(/argon/i);
  });

  it('opens nothing with a one-time password but the door where the own one is set', async () => {
    const { oneTimePassword } = await create('lin', ['service']);
    const lin = await enter('lin', oneTimePassword);
    expect(await (await lin.get('/auth/me')).json()).toMatchObject({ mustChangePassword: true });
    expect(await lin.ask('{ whoAmI }')).toMatchObject({ errors: [{ extensions: { code: 'PASSWORD_CHANGE_NEEDED' } }] });
    expect((await lin.get('/live')).status).toBe(403);
    expect((await lin.post('/auth/password', { current: 'wrong', next: 'green-tea-and-more' })).status).toBe(401);
    expect((await lin.post('/auth/password', { current: oneTimePassword, next: 'short' })).status).toBe(400);
    expect((await lin.post('/auth/password', { current: oneTimePassword, next: 'green-tea-and-more' })).status).toBe(204);
    expect(await lin.ask('{ whoAmI }')).toEqual({ data: { whoAmI: 'service zh-CN' } });
    expect((await browser(town.url).post('/auth/sign-in', { account: 'lin', password: oneTimePassword })).status).toBe(401);
    expect((await admin.post('/accounts/create', { login: 'LIN', name: 'another', roles: ['service'] })).status).toBe(409);
  });

  it('lets a one-time password end after a day, at the door and for the session that it opened', async () => {
    const { account, oneTimePassword } = await create('mei', ['service']);
    const mei = await enter('mei', oneTimePassword);
    const client = new Client({ connectionString: town.databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ hours: number }>(
      'select extract(epoch from password_ends_at - created_at)::float8 / 3600 as hours from account where id = $1',
      [account],
    );
    await client.query("update account set password_ends_at = now() - interval '1 second' where id = $1", [account]);
    expect(rows).toEqual([{ hours: 24 }]);
    const late = await browser(town.url).post('/auth/sign-in', { account: 'mei', password: oneTimePassword });
    expect([late.status, await late.json()]).toMatchObject([401, { code: 'PASSWORD_ENDED' }]);
    const guessed = await browser(town.url).post('/auth/sign-in', { account: 'mei', password: 'a-guess' });
    expect(await guessed.json()).toMatchObject({ code: 'SIGN_IN_REFUSED' });
    const changed = await mei.post('/auth/password', { current: oneTimePassword, next: 'white-tea-and-more' });
    expect(await changed.json()).toMatchObject({ code: 'PASSWORD_ENDED' });
    const again = JSON.parse(await (await admin.post('/accounts/reset-password', { account })).text()) as { oneTimePassword: string };
    const back = await enter('mei', again.oneTimePassword);
    expect((await back.post('/auth/password', { current: again.oneTimePassword, next: 'white-tea-and-more' })).status).toBe(204);
    const { rows: own } = await client.query('select password_ends_at from account where id = $1', [account]);
    await client.end();
    expect(own).toEqual([{ password_ends_at: null }]);
  });

  it('lets nobody guess the present password at the door where a new one is set, nor go on guessing at the other', async () => {
    const { oneTimePassword } = await create('bao', ['service']);
    const bao = await enter('bao', oneTimePassword);
    const guess = () => bao.post('/auth/password', { current: 'a-guess', next: 'black-tea-and-more' });
    for (let attempt = 0; attempt < 8; attempt += 1) expect((await guess()).status).toBe(401);
    const blocked = await bao.post('/auth/password', { current: oneTimePassword, next: 'black-tea-and-more' });
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await browser(town.url).post('/auth/sign-in', { account: 'bao', password: oneTimePassword })).status).toBe(429);
  });

  it('ends every session of an account at once when its roles, lock or password change', async () => {
    const id = await idOf('warehouse');
    for (const [deed, body] of [
      ['set-roles', { account: id, roles: ['warehouse', 'supply'] }],
      ['lock', { account: id }],
    ] as const) {
      const person = await signedIn(town.url, 'warehouse');
      expect((await person.get('/auth/me')).status).toBe(200);
      expect((await admin.post(`/accounts/${deed}`, body)).status).toBe(200);
      expect((await person.get('/auth/me')).status).toBe(401);
    }
    await expect(signedIn(town.url, 'warehouse')).rejects.toThrow('401');
    expect((await admin.post('/accounts/unlock', { account: id })).status).toBe(200);
    const person = await signedIn(town.url, 'warehouse');
    expect((await admin.post('/accounts/reset-password', { account: id })).status).toBe(200);
    expect((await person.get('/auth/me')).status).toBe(401);
    expect((await admin.post('/accounts/lock', { account: 'nobody' })).status).toBe(404);
  });

  it('keeps at least one admin, even when two take the role from each other at the same moment', async () => {
    const me = await idOf('admin');
    expect((await admin.post('/accounts/lock', { account: me })).status).toBe(409);
    expect((await admin.post('/accounts/set-roles', { account: me, roles: ['operations'] })).status).toBe(409);
    const { account, oneTimePassword } = await create('second', ['admin']);
    const second = await enter('second', oneTimePassword);
    await second.post('/auth/password', { current: oneTimePassword, next: 'oolong-in-the-morning' });
    const both = await Promise.all([
      admin.post('/accounts/set-roles', { account, roles: ['operations'] }),
      second.post('/accounts/set-roles', { account: me, roles: ['operations'] }),
    ]);
    expect(both.map((answer) => answer.status).filter((status) => status === 200)).toHaveLength(1);
    const client = new Client({ connectionString: town.databaseUrl });
    await client.connect();
    const admins = await client.query("select login from account where 'admin' = any(roles) and disabled_at is null");
    const acts = await client.query<{ deed: string }>(
      "select distinct data::json ->> 'deed' as deed from outbox_event where data::json ->> 'deed' like 'account.%' order by 1",
    );
    await client.end();
    expect(admins.rowCount).toBe(1);
    expect(acts.rows.map((row) => row.deed)).toEqual([
      'account.change-password',
      'account.create',
      'account.lock',
      'account.reset-password',
      'account.set-roles',
      'account.unlock',
    ]);
  });
});
