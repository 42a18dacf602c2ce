import { createSeal } from '@orderloom/raw-archive';
import type { Pool } from 'pg';
import type { AccessToken, TokenKeeper } from '../application/ports.ts';

/** Renewed before its end: a week's token (it comes with a refresh token) an hour early, a two hours' token five minutes. */
const EARLY_MS = 3_600_000;
const SHORT_EARLY_MS = 300_000;

/** Keeps each shop's token sealed in the database; the row lock lets one process renew while the others wait for its result. */
export function createTokenKeeper(options: { readonly pool: Pool; readonly masterKey: Buffer; readonly now: () => Date }): TokenKeeper {
  const seal = createSeal(options.masterKey, 'shop-token:1');
  const inHand = new Map<string, AccessToken>();
  const renewing = new Map<string, Promise<AccessToken>>();
  const refused = new Map<string, string>();

  const isFresh = (shopId: string, token: AccessToken | undefined): token is AccessToken => {
    if (token === undefined || refused.get(shopId) === token.accessToken) return false;
    const left = token.expiresAt.getTime() - options.now().getTime();
    return left > (token.refreshToken === '' ? SHORT_EARLY_MS : EARLY_MS);
  };

  const renewLocked = async (shopId: string, renew: (before: AccessToken | undefined) => Promise<AccessToken>): Promise<AccessToken> => {
    const client = await options.pool.connect();
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [`shop-token:${shopId}`]);
      const { rows } = await client.query<{ sealed: Buffer }>('select sealed from shop_token where shop_id = $1', [shopId]);
      const stored = rows[0] === undefined ? undefined : readToken(seal.open(rows[0].sealed, shopId));
      // Another process may have renewed it while we waited for the lock.
      const token = isFresh(shopId, stored) ? stored : await renew(stored);
      if (token !== stored) {
        await client.query(
          `insert into shop_token (shop_id, sealed, expires_at) values ($1, $2, $3)
           on conflict (shop_id) do update set sealed = excluded.sealed, expires_at = excluded.expires_at`,
          [shopId, seal.close(Buffer.from(JSON.stringify(token)), shopId), token.expiresAt],
        );
      }
      await client.query('commit');
      return token;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  };

  return {
    current: async (shopId, renew) => {
      const known = inHand.get(shopId);
      if (isFresh(shopId, known)) return known.accessToken;
      const pending = renewing.get(shopId) ?? renewLocked(shopId, renew).finally(() => renewing.delete(shopId));
      renewing.set(shopId, pending);
      const token = await pending;
      refused.delete(shopId);
      inHand.set(shopId, token);
      return token.accessToken;
    },
    rejected: (shopId, accessToken) => {
      // A late refusal of a token that was replaced already says nothing about the new one.
      if (inHand.get(shopId)?.accessToken === accessToken) refused.set(shopId, accessToken);
    },
  };
}

function readToken(plain: Buffer): AccessToken {
  const stored: { accessToken: string; refreshToken: string; expiresAt: string; refreshExpiresAt: string } = JSON.parse(
    plain.toString('utf8'),
  );
  return { ...stored, expiresAt: new Date(stored.expiresAt), refreshExpiresAt: new Date(stored.refreshExpiresAt) };
}

/**
 * Tokens for one question to the platform. Where the secret only makes tokens, a fresh one is asked for, since the one at hand would
 * hide a wrong secret; where every call is signed with it, the one at hand is used, since a new one would end it.
 */
export function probeTokens(shop: { readonly system: string }, tokens: TokenKeeper): TokenKeeper {
  return {
    current: async (shopId, renew) => (shop.system === 'douyin' ? tokens.current(shopId, renew) : (await renew(undefined)).accessToken),
    rejected: () => undefined,
  };
}
