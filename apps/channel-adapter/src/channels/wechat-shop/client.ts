import { OutboundUnavailable, type OutboundHttp } from '@orderloom/service-runtime';
import type { Exchange, Shop, TokenKeeper } from '../../application/ports.ts';
import { parseLossless, textOf } from '../../domain/lossless-json.ts';
import { PlatformRefused } from '../../application/platform-refused.ts';
import type { WechatCredentials } from './credentials.ts';
import { renewWechatToken } from './token.ts';

export interface WechatAnswer {
  readonly data: unknown;
  readonly exchange: Exchange;
}

/** Calls one path of the shop API. Throws PlatformRefused, or OutboundUnavailable when nobody knows whether it was done. */
export interface WechatClient {
  call(path: string, body: Readonly<Record<string, unknown>>): Promise<WechatAnswer>;
}

export interface WechatDeps {
  readonly shop: Shop;
  readonly credentials: WechatCredentials;
  readonly http: OutboundHttp;
  readonly tokens: TokenKeeper;
  readonly now: () => Date;
}

const TOKEN_TROUBLE = new Set(['40001', '40014', '42001']);
/** Busy, too often, daily limit, too often for one SKU. */
const BUSY = new Set(['-1', '45009', '45011', '10020112']);

export function createWechatClient(deps: WechatDeps): WechatClient {
  const send = async (path: string, body: Readonly<Record<string, unknown>>, accessToken: string): Promise<WechatAnswer> => {
    const text = JSON.stringify(body);
    const at = deps.now();
    const response = await deps.http.send({
      method: 'POST',
      url: `${deps.shop.baseUrl}${path}${accessToken === '' ? '' : `?access_token=${encodeURIComponent(accessToken)}`}`,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: text,
    });
    const data = readAnswer(response.body.toString('utf8'), response.status);
    const exchange: Exchange = { operation: path, request: Buffer.from(text), answer: response.body, at };
    const code = textOf(data, 'errcode');
    if (code === '' || code === '0') return { data, exchange };
    throw new PlatformRefused({ code, words: textOf(data, 'errmsg'), retryable: BUSY.has(code), exchange });
  };

  const renew = renewWechatToken({ ...deps, send: async (path, body) => (await send(path, body, '')).data });

  return {
    call: async (path, body) => {
      const token = await deps.tokens.current(deps.shop.id, renew);
      try {
        return await send(path, body, token);
      } catch (error) {
        if (!(error instanceof PlatformRefused) || !TOKEN_TROUBLE.has(error.code)) throw error;
        // A refusal for the token did no work, so one repeat with a fresh one is safe.
        deps.tokens.rejected(deps.shop.id, token);
        return send(path, body, await deps.tokens.current(deps.shop.id, renew));
      }
    },
  };
}

function readAnswer(text: string, status: number): unknown {
  if (status >= 500 || status === 429) throw new OutboundUnavailable(`wechat-shop answered ${status}`, { sent: status !== 429 });
  try {
    return parseLossless(text);
  } catch {
    // Without the parser's error: it quotes the body, and the body may hold a person.
    throw new OutboundUnavailable(`wechat-shop answered ${status} without JSON`, { sent: true });
  }
}
