import type { OutboundHttp } from '@orderloom/service-runtime';
import { OutboundUnavailable } from '@orderloom/service-runtime';
import type { Exchange, Shop, TokenKeeper } from '../../application/ports.ts';
import { readLossless, recordOf, textOf, type LosslessReading } from '../../domain/lossless-json.ts';
import { PlatformRefused } from '../../application/platform-refused.ts';
import type { DouyinCredentials } from './credentials.ts';
import { callSigner, paramJson } from './sign.ts';
import { renewDouyinToken } from './token.ts';

export interface DouyinAnswer {
  readonly data: unknown;
  /** The exact bytes of each record of the list that was asked for. */
  readonly slices: readonly Buffer[];
  readonly exchange: Exchange;
}

/** Calls one method of the open platform. Throws PlatformRefused, or OutboundUnavailable when nobody knows whether it was done. */
export interface DouyinClient {
  call(method: string, params: Readonly<Record<string, unknown>>, listName?: string): Promise<DouyinAnswer>;
}

export interface DouyinDeps {
  readonly shop: Shop;
  readonly credentials: DouyinCredentials;
  readonly http: OutboundHttp;
  readonly tokens: TokenKeeper;
  readonly now: () => Date;
}

const SUCCESS = '10000';
const TOKEN_TROUBLE = /access-token-(expired|no-existed|invalid)/;
const BUSY = /traffic-limited|^isp\.|^dop\.|2010401/;

export function createDouyinClient(deps: DouyinDeps): DouyinClient {
  const signCall = callSigner(deps.credentials);
  const send = async (
    method: string,
    params: Readonly<Record<string, unknown>>,
    accessToken: string,
    listName?: string,
  ): Promise<DouyinAnswer> => {
    const body = paramJson(params);
    const at = deps.now();
    const timestamp = Math.floor(at.getTime() / 1_000);
    const query = new URLSearchParams({
      app_key: deps.credentials.appKey,
      method,
      timestamp: String(timestamp),
      sign: signCall({ method, params: body, timestamp }),
      v: '2',
      sign_method: 'hmac-sha256',
      ...(accessToken === '' ? {} : { access_token: accessToken }),
    });
    const response = await deps.http.send({
      method: 'POST',
      url: `${deps.shop.baseUrl}/${method.replaceAll('.', '/')}?${query.toString()}`,
      headers: { 'content-type': 'application/json', 'x-open-no-old-err-code': '1' },
      body,
    });
    const { document: answer, slices } = readAnswer(response.body, response.status, listName);
    const exchange: Exchange = { operation: method, request: Buffer.from(body), answer: response.body, at };
    const code = textOf(answer, 'code');
    if (code === SUCCESS) return { data: recordOf(answer, 'data'), slices, exchange };
    const subCode = textOf(answer, 'sub_code') || code;
    const words = textOf(answer, 'sub_msg') || textOf(answer, 'msg');
    throw new PlatformRefused({ code: subCode, words, retryable: BUSY.test(subCode), exchange });
  };

  const renew = renewDouyinToken({ ...deps, send: (method, params) => send(method, params, '') });

  return {
    call: async (method, params, listName) => {
      const token = await deps.tokens.current(deps.shop.id, renew);
      try {
        return await send(method, params, token, listName);
      } catch (error) {
        if (!(error instanceof PlatformRefused) || !TOKEN_TROUBLE.test(error.code)) throw error;
        // A refusal for the token did no work, so one repeat with a fresh one is safe.
        deps.tokens.rejected(deps.shop.id, token);
        return send(method, params, await deps.tokens.current(deps.shop.id, renew), listName);
      }
    },
  };
}

function readAnswer(body: Buffer, status: number, listName: string | undefined): LosslessReading {
  if (status >= 500 || status === 429) throw new OutboundUnavailable(`douyin answered ${status}`, { sent: status !== 429 });
  try {
    return readLossless(body, listName);
  } catch {
    // Without the parser's error: it quotes the body, and the body may hold a person.
    throw new OutboundUnavailable(`douyin answered ${status} without JSON`, { sent: true });
  }
}
