import crypto from 'k6/crypto';
import http, { type RefinedResponse } from 'k6/http';
import { credentialsOf, type Deployment, type MintedPush } from './minted-push.ts';

/** Sends one callback as the WeChat shop does: the sealed message as minted, the time stamp and both signatures made now. */
export function pushWechat(push: MintedPush, deployment: Deployment): RefinedResponse<'text'> {
  const { token = '' } = credentialsOf(deployment, 'WX');
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = String(Math.floor(Math.random() * 4_294_967_296));
  const encrypted = /"Encrypt":"([^"]+)"/.exec(push.body)?.[1] ?? '';
  const query = [
    `signature=${signature([token, timestamp, nonce])}`,
    `timestamp=${timestamp}`,
    `nonce=${nonce}`,
    'encrypt_type=aes',
    `msg_signature=${signature([token, timestamp, nonce, encrypted])}`,
  ].join('&');
  return http.post(`${push.url}?${query}`, push.body, {
    headers: { 'content-type': 'application/json' },
    tags: { name: 'push WX', channel: 'WX' },
    responseType: 'text',
    timeout: '10s',
  });
}

export function isWechatAck(response: RefinedResponse<'text'>): boolean {
  return response.status === 200 && (response.body === 'success' || response.body === '');
}

/** WeChat sorts the parts by their bytes before it joins them. */
function signature(parts: readonly string[]): string {
  return crypto.sha1([...parts].sort().join(''), 'hex');
}
