import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isObject, parseJson } from '../../core/big-json.ts';
import type { JsonObject } from '../../core/big-json.ts';
import { nowSeconds } from '../../core/clock.ts';
import { json } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest, SandboxSystem } from '../../core/system.ts';

const NAME = 'weixin-token';
const LIFE_SECONDS = 7200;
/** A new token of the plain call leaves the old one this long. */
const OVERLAP_SECONDS = 300;

const tokenSchema = z.object({ appId: z.string(), token: z.string(), until: z.number(), stable: z.boolean() });
type Token = z.infer<typeof tokenSchema>;
const record = z.object({ tokens: z.array(tokenSchema) });

export type TokenRefusal = { readonly errcode: 40001 | 40014 | 41001 | 42001; readonly errmsg: string };

/** One token service for every app of api.weixin.qq.com: the shop and the service account. */
export interface WeixinTokens extends SandboxSystem {
  /** Null when `accessToken` is a living token of `appId`. */
  refusalOf(appId: string, accessToken: string | null, operation: string): TokenRefusal | null;
}

/** `apps`: app id to secret. */
export function createWeixinTokens(context: SandboxContext, apps: ReadonlyMap<string, string>): WeixinTokens {
  let tokens: Token[] = [];
  let issued = 0;

  const keep = (): void => {
    tokens = tokens.filter(({ until }) => until > nowSeconds() - LIFE_SECONDS);
    context.journal.write(NAME, { tokens });
  };

  const issue = (appId: string, stable: boolean): JsonObject => {
    const now = nowSeconds();
    // The two calls have their own tokens and do not end each other's.
    tokens = tokens.map((one) =>
      one.appId === appId && one.stable === stable ? { ...one, until: Math.min(one.until, now + (stable ? 0 : OVERLAP_SECONDS)) } : one,
    );
    const token = `${(randomBytes(3).readUIntBE(0, 3) % 90) + 10}_${randomBytes(96).toString('base64url')}`;
    tokens.push({ appId, token, until: now + LIFE_SECONDS, stable });
    issued += 1;
    context.ledger.append('token-issued', NAME, appId, { stable, nth: issued });
    keep();
    return { access_token: token, expires_in: LIFE_SECONDS };
  };

  const stableToken = (body: JsonObject, appId: string): JsonObject => {
    const living = tokens.findLast((one) => one.appId === appId && one.stable && one.until > nowSeconds());
    if (living !== undefined && body['force_refresh'] !== true) {
      return { access_token: living.token, expires_in: living.until - nowSeconds() };
    }
    return issue(appId, true);
  };

  const answer = (request: SandboxRequest): JsonObject => {
    const stable = request.path === '/stable_token';
    const body = stable ? readObject(request.body) : Object.fromEntries(request.query);
    if (body === null) return { errcode: 47001, errmsg: 'data format error' };
    if (stable && request.method !== 'POST') return { errcode: 43002, errmsg: 'require POST method' };
    if (body['grant_type'] !== 'client_credential') return { errcode: 40002, errmsg: 'invalid grant_type' };
    const appId = String(body['appid'] ?? '');
    const secret = apps.get(appId);
    if (secret === undefined) return { errcode: 40013, errmsg: 'invalid appid' };
    if (body['secret'] !== secret) return { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' };
    return stable ? stableToken(body, appId) : issue(appId, false);
  };

  return {
    name: NAME,
    mount: '/weixin/cgi-bin',
    async handle(request): Promise<SandboxReply> {
      if (request.path !== '/token' && request.path !== '/stable_token') return json({ errcode: 40066, errmsg: 'invalid url' });
      return json(answer(request));
    },
    refusalOf(appId, accessToken, operation) {
      if (accessToken === null || accessToken === '') return { errcode: 41001, errmsg: 'access_token missing' };
      const known = tokens.find(({ token }) => token === accessToken);
      if (known === undefined) return { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' };
      if (known.appId !== appId) return { errcode: 40014, errmsg: 'invalid access_token' };
      if (context.misbehave.decide(NAME, operation, appId, ['expire-token']) !== 'none') {
        context.ledger.append('misbehaved', NAME, appId, { operation, fault: 'expire-token' });
        tokens = tokens.map((one) => (one.appId === appId ? { ...one, until: nowSeconds() - 1 } : one));
        keep();
        return { errcode: 42001, errmsg: 'access_token expired' };
      }
      return known.until < nowSeconds() ? { errcode: 42001, errmsg: 'access_token expired' } : null;
    },
    state: () => ({ issued, living: tokens.filter(({ until }) => until > nowSeconds()).length }),
    reset() {
      tokens = [];
    },
    restore(kept) {
      tokens = record.parse(kept).tokens;
    },
  };
}

function readObject(body: Buffer): JsonObject | null {
  try {
    const parsed = parseJson(body.toString('utf8'));
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
