import { createHmac, createSecretKey, hash, timingSafeEqual } from 'node:crypto';

/** JSON with sorted keys at every level and nothing escaped that need not be: the signature is over these very bytes. */
export function paramJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(paramJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${paramJson(item)}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value);
}

export interface SignedCall {
  readonly method: string;
  readonly params: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** Signs the outgoing calls of an app, sign_method hmac-sha256. The key is made once: from plain bytes Node would make one for each call. */
export function callSigner({ appKey, appSecret }: { readonly appKey: string; readonly appSecret: string }): (call: SignedCall) => string {
  const key = createSecretKey(Buffer.from(appSecret));
  return ({ method, params, timestamp }) =>
    createHmac('sha256', key)
      .update(`${appSecret}app_key${appKey}method${method}param_json${params}timestamp${timestamp}v2${appSecret}`)
      .digest('hex');
}

/** Checks `event-sign` over the raw bytes. Only the canonical spelling passes: lower case, 32 digits. */
export function isSignedPush(push: {
  readonly appKey: string;
  readonly appSecret: string;
  readonly raw: Buffer;
  readonly signature: string;
}): boolean {
  const expected = hash('md5', Buffer.concat([Buffer.from(push.appKey), push.raw, Buffer.from(push.appSecret)]), 'hex');
  const given = Buffer.from(push.signature, 'latin1');
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected, 'latin1'));
}
