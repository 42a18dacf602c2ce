import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header and gRPC metadata key that carries a signed identity between our processes. */
export const identityHeader = 'x-hub-identity';

/** Who calls: the app, and the person or key it acts for. Account ids and role names only, never a person's name. */
export type Identity = {
  readonly caller: string;
  readonly actor?: string;
  readonly roles?: readonly string[];
  readonly locale?: string;
  /** Present = the actor is an API key with these scopes, and no person. */
  readonly scopes?: readonly string[];
  /** The partner whose key it is: idempotency keys are the partner's, so that a new key finds the answers of the old one. */
  readonly partner?: string;
  /** Present = only orders of these shops exist for the actor. */
  readonly shops?: readonly string[];
  /** What the key was made for. */
  readonly environment?: 'live' | 'test';
};

/** The key of HUB_INTERNAL_KEY: 32 bytes, or their hex. */
export type InternalKey = Uint8Array | string;

/** Seconds until a signed identity ends; processes on other machines may differ by a few seconds. */
const lifetimeSeconds = 60;
const toleratedSkewSeconds = 5;

/** Signs an identity with the internal key: base64url JSON, dot, HMAC-SHA256. */
export function signIdentity(internalKey: InternalKey, identity: Identity, now: Date = new Date()): string {
  const exp = Math.floor(now.getTime() / 1000) + lifetimeSeconds;
  const body = Buffer.from(JSON.stringify({ ...identity, exp })).toString('base64url');
  return `${body}.${sign(internalKey, body).toString('base64url')}`;
}

/** The identity, or undefined when signature, form or time is wrong: the reason is nobody's business outside. */
export function verifyIdentity(internalKey: InternalKey, token: string | undefined, now: Date = new Date()): Identity | undefined {
  const [body, signature, ...rest] = (token ?? '').split('.');
  if (body === undefined || signature === undefined || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(internalKey, body);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return parseBody(body, Math.floor(now.getTime() / 1000));
}

/** Signs the same identity at most every 20 s: an HMAC per call is cheap, but not free on a hot path. */
export function identitySigner(internalKey: InternalKey, identity: Identity): () => string {
  let token = '';
  let freshUntil = 0;
  return () => {
    const now = Date.now();
    if (now >= freshUntil) {
      token = signIdentity(internalKey, identity, new Date(now));
      freshUntil = now + 20_000;
    }
    return token;
  };
}

/** The 32 bytes of a key; refuses anything else, so that an empty variable cannot become an empty key. */
export function requireInternalKey(internalKey: InternalKey): Uint8Array {
  const bytes = typeof internalKey === 'string' ? Buffer.from(internalKey, 'hex') : internalKey;
  if (bytes.length !== 32) throw new Error('The internal key must be 32 bytes, or their hex (HUB_INTERNAL_KEY).');
  return bytes;
}

function sign(internalKey: InternalKey, body: string): Buffer {
  return createHmac('sha256', requireInternalKey(internalKey)).update(body).digest();
}

function parseBody(body: string, nowSeconds: number): Identity | undefined {
  const parsed: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { caller, actor, roles, locale, scopes, partner, shops, environment, exp } = parsed as Readonly<Record<string, unknown>>;
  if (typeof caller !== 'string' || typeof exp !== 'number' || exp + toleratedSkewSeconds < nowSeconds) return undefined;
  // A key whose scopes cannot be read would pass for a person without roles: less fenced, not more.
  if ((scopes !== undefined && !isTexts(scopes)) || (shops !== undefined && !isTexts(shops))) return undefined;
  return {
    caller,
    ...(typeof actor === 'string' ? { actor } : {}),
    ...(isTexts(roles) ? { roles } : {}),
    ...(typeof locale === 'string' ? { locale } : {}),
    ...(scopes === undefined ? {} : { scopes }),
    ...(typeof partner === 'string' ? { partner } : {}),
    ...(shops === undefined ? {} : { shops }),
    ...(environment === 'live' || environment === 'test' ? { environment } : {}),
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
