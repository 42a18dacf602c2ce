import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

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
  readonly appKey: string;
  readonly appSecret: string;
  readonly method: string;
  readonly params: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** Signature of an outgoing call, sign_method hmac-sha256. */
export function signCall(call: SignedCall): string {
  const pattern = `app_key${call.appKey}method${call.method}param_json${call.params}timestamp${call.timestamp}v2`;
  return createHmac('sha256', call.appSecret).update(`${call.appSecret}${pattern}${call.appSecret}`).digest('hex');
}

/** Checks `event-sign` over the raw bytes. Only the canonical spelling passes: lower case, 32 digits. */
export function isSignedPush(push: {
  readonly appKey: string;
  readonly appSecret: string;
  readonly raw: Buffer;
  readonly signature: string;
}): boolean {
  const expected = createHash('md5').update(push.appKey).update(push.raw).update(push.appSecret).digest('hex');
  const given = Buffer.from(push.signature, 'latin1');
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected, 'latin1'));
}
