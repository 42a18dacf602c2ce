import crypto from 'k6/crypto';
import http, { type RefinedResponse } from 'k6/http';
import { credentialsOf, type Deployment, type MintedPush } from './minted-push.ts';

/** Sends one push as Douyin does: MD5 over app key, raw body and secret. Its protocol carries no time. */
export function pushDouyin(push: MintedPush, deployment: Deployment): RefinedResponse<'text'> {
  const { appKey = '', appSecret = '' } = credentialsOf(deployment, 'DY');
  return http.post(push.url, push.body, {
    headers: {
      'content-type': 'application/json',
      'event-sign': crypto.md5(`${appKey}${push.body}${appSecret}`, 'hex'),
      'app-id': appKey,
      'sign-method': 'md5',
    },
    tags: { name: 'push DY', channel: 'DY' },
    responseType: 'text',
    timeout: '10s',
  });
}

export function isDouyinAck(response: RefinedResponse<'text'>): boolean {
  return response.status === 200 && response.body.includes('"code":0') && response.body.includes('"msg":"success"');
}
