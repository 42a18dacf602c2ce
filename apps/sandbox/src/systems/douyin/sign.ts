import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type SignMethod = 'hmac-sha256' | 'md5';

export interface SignedParts {
  readonly appKey: string;
  readonly method: string;
  /** The bytes of the request body, not a second rendering of them. */
  readonly paramJson: Buffer | string;
  readonly timestamp: string;
  readonly version: string;
}

/** Signature of one call of the open API; neither access_token nor sign_method is part of it. */
export function signCall(parts: SignedParts, secret: string, signMethod: SignMethod): string {
  const digest = signMethod === 'md5' ? createHash('md5') : createHmac('sha256', secret);
  return digest
    .update(`${secret}app_key${parts.appKey}method${parts.method}param_json`)
    .update(parts.paramJson)
    .update(`timestamp${parts.timestamp}v${parts.version}${secret}`)
    .digest('hex');
}

/** The `event-sign` header of a push. */
export function signEvent(appKey: string, rawBody: string, secret: string): string {
  return createHash('md5').update(appKey).update(rawBody).update(secret).digest('hex');
}

export function sameSign(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
