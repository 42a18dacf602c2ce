import { createHash } from 'node:crypto';

// Written from the fact sheets for these tests alone: neither the adapters nor the sandbox are asked how a push is signed.

/** Douyin's `event-sign`. */
export function signDouyin(appKey: string, body: Buffer | string, secret: string): string {
  return createHash('md5').update(appKey).update(body).update(secret).digest('hex');
}

/** `msg_signature` of WeChat and WeCom callbacks. */
export function signWechat(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].toSorted().join('')).digest('hex');
}

/** `sign` of a Qimen request: secret, sorted query, body, secret. */
export function signQimen(query: URLSearchParams, body: Buffer | string, secret: string): string {
  const sorted = [...query].filter(([name]) => name !== 'sign').toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const text = sorted.map(([name, value]) => `${name}${value}`).join('');
  return createHash('md5').update(`${secret}${text}`).update(body).update(secret).digest('hex').toUpperCase();
}
