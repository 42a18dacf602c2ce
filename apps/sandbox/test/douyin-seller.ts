import { isObject, parseJson } from '../src/core/big-json.ts';
import type { Json, JsonObject } from '../src/core/big-json.ts';
import { signCall } from '../src/systems/douyin/sign.ts';
import type { SignMethod } from '../src/systems/douyin/sign.ts';

const APP_KEY = '7000000000000000001';
const SECRET = 'sandbox-douyin-secret';

export interface Answer {
  readonly code: number;
  readonly subCode: string;
  readonly subMsg: string;
  readonly data: JsonObject;
}

export interface Seller {
  token: string;
  refreshToken: string;
  call(method: string, body: Json, change?: Tampering): Promise<Answer>;
  authorise(): Promise<void>;
}

export interface Tampering {
  readonly timestamp?: string;
  readonly sign?: string;
  readonly signMethod?: SignMethod;
  readonly token?: string | null;
  readonly sentBody?: string;
}

/** Calls the open API as an integrator does, or wrongly on request. */
export function createSeller(base: string): Seller {
  const seller: Seller = {
    token: '',
    refreshToken: '',
    async call(method, body, change = {}) {
      const paramJson = JSON.stringify(body);
      const timestamp = change.timestamp ?? String(Math.floor(Date.now() / 1000));
      const signMethod = change.signMethod ?? 'hmac-sha256';
      const query = new URLSearchParams({
        app_key: APP_KEY,
        method,
        timestamp,
        v: '2',
        sign_method: signMethod,
        sign: change.sign ?? signCall({ appKey: APP_KEY, method, paramJson, timestamp, version: '2' }, SECRET, signMethod),
      });
      const token = change.token === undefined ? seller.token : change.token;
      if (token !== null) query.set('access_token', token);
      const answer = await fetch(`${base}/douyin/${method.replaceAll('.', '/')}?${query}`, {
        method: 'POST',
        body: change.sentBody ?? paramJson,
        headers: { 'content-type': 'application/json' },
      });
      const parsed = parseJson(await answer.text());
      if (!isObject(parsed)) throw new Error('the answer is not an object');
      const { code, sub_code, sub_msg, data } = parsed;
      return {
        code: Number(code),
        subCode: String(sub_code),
        subMsg: String(sub_msg),
        data: isObject(data) ? data : Array.isArray(data) ? { list: data } : {},
      };
    },
    async authorise() {
      const { data } = await seller.call('token.create', { code: '', grant_type: 'authorization_self', shop_id: '10001' }, { token: null });
      seller.token = String(data['access_token']);
      seller.refreshToken = String(data['refresh_token']);
    },
  };
  return seller;
}

export function rows(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
