import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHarness, type Harness } from './harness.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness({ HUB_POLL_SECONDS: '900' });
}, 120_000);
afterAll(() => harness.stop());

const secretsOf: Readonly<Record<string, string>> = { 'dy-flagship': 'sandbox-douyin-secret', 'wx-shop': 'sandbox-weixin-secret' };
const LIST = '{ shopCredentials { shopId fields { name secret shown } replacedAt replacedBy } }';
const REPLACE = `mutation ($shopId: ID!, $name: String!, $value: String!) {
  replaceShopSecret(shopId: $shopId, name: $name, value: $value, reason: "spec") {
    __typename
    ... on ShopSecretReplaced { credentials { fields { name shown } replacedBy } }
    ... on ShopSecretRefused { code words }
  }
}`;
const replace = (shopId: string, name: string, value: string, roles: readonly string[] = ['admin']) =>
  harness.graphql(REPLACE, { shopId, name, value }, roles);
const sealed = async (shopId: string): Promise<Buffer | undefined> =>
  (await harness.pool.query<{ credentials: Buffer }>('select credentials from shop where id = $1', [shopId])).rows[0]?.credentials;

describe("a shop's secrets", () => {
  it('are shown to admins alone, and to them masked', async () => {
    const shown = JSON.stringify(await harness.graphql(LIST, {}, ['admin']));
    expect(shown).toContain('····cret');
    expect(shown).toContain('7000000000000000001');
    for (const secret of [...Object.values(secretsOf), 'sandbox-token', 'c2FuZGJveHNhbmRib3hzYW5kYm94c2FuZGJveDEyMzQ'])
      expect(shown).not.toContain(secret);
    await expect(harness.graphql(LIST, {}, ['operations', 'finance'])).rejects.toThrow('ROLE_MISSING');
    expect(await replace('dy-flagship', 'appSecret', 'whatever-it-is', ['operations'])).toMatchObject({
      replaceShopSecret: { __typename: 'ChannelNotAllowed' },
    });
  });

  it.each(Object.entries(secretsOf))('of %s are replaced only by what the platform takes', async (shopId, right) => {
    const before = await sealed(shopId);
    const refused = await replace(shopId, 'appSecret', 'a-wrong-secret-for-the-spec');
    expect(refused).toMatchObject({ replaceShopSecret: { __typename: 'ShopSecretRefused', code: 'PLATFORM_REFUSED' } });
    expect(JSON.stringify(refused)).not.toContain('a-wrong-secret');
    expect(await sealed(shopId)).toEqual(before);
    expect(await replace(shopId, 'appKey', 'an id is no secret')).toMatchObject({ replaceShopSecret: { code: 'SECRET_UNKNOWN' } });
    expect(await replace(shopId, 'appSecret', right)).toMatchObject({ replaceShopSecret: { __typename: 'ShopSecretReplaced' } });
    expect((await sealed(shopId))?.toString('latin1')).not.toContain(right);
    expect(await harness.graphql(`{ shopReachability(shopId: "${shopId}") { state words } }`, {}, ['admin'])).toMatchObject({
      shopReachability: { state: 'REACHED' },
    });
  });

  it('that a person replaced outlive a restart with the old deployment, and the log tells of it without them', async () => {
    const key = 'b2FvYW9hb2FvYW9hb2FvYW9hb2FvYW9hb2FvYW9hb2F';
    expect(await replace('wx-shop', 'encodingAesKey', 'too short')).toMatchObject({ replaceShopSecret: { code: 'SECRET_UNUSABLE' } });
    expect(await replace('wx-shop', 'encodingAesKey', key)).toMatchObject({ replaceShopSecret: { __typename: 'ShopSecretReplaced' } });
    await harness.restart();
    const shown = JSON.stringify(await harness.graphql(LIST, {}, ['admin']));
    expect(shown).toContain(`····${key.slice(-4)}`);
    expect(shown).toContain('"replacedBy":"acc-1"');
    const { rows } = await harness.pool.query<{ data: string }>("select data from outbox_event where data like '%shop.replace-secret%'");
    expect(rows.length).toBe(3);
    for (const row of rows) for (const secret of [...Object.values(secretsOf), key]) expect(row.data).not.toContain(secret);
  });
});
