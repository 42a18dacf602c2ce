import type { OutboundHttp, OutboundResponse } from '@orderloom/service-runtime';
import { readLogin } from './response.ts';
import type { KingdeeApp } from './sign.ts';

export interface KingdeeAccount extends KingdeeApp {
  /** Ends in `/K3Cloud/`. */
  readonly baseUrl: string;
}

export class KingdeeLoginRefused extends Error {
  override readonly name = 'KingdeeLoginRefused';
}

export interface KingdeeCall {
  readonly request: Buffer;
  readonly response: OutboundResponse;
}

export interface KingdeeClient {
  /** Calls one operation of the form service. Throws OutboundUnavailable, KingdeeLoginRefused. */
  call(operation: 'BatchSave' | 'ExecuteBillQuery', body: unknown): Promise<KingdeeCall>;
  /** The session is known to be gone: the next call logs in first. */
  forgetSession(): void;
}

const SERVICES = 'Kingdee.BOS.WebApi.ServicesStub';

/** One session, logged in when needed and used by one call at a time: concurrent use of a session is answered with a lock error. */
export function createKingdeeClient(http: OutboundHttp, account: KingdeeAccount): KingdeeClient {
  let cookies: string | undefined;

  const post = (path: string, body: Buffer, cookie: string | undefined): Promise<OutboundResponse> =>
    http.send({
      method: 'POST',
      url: `${account.baseUrl}${SERVICES}.${path}.common.kdsvc`,
      headers: { 'content-type': 'application/json; charset=utf-8', ...(cookie === undefined ? {} : { cookie }) },
      body,
    });

  const login = async (): Promise<string> => {
    const { acctId, username, appId, appSecret, lcid } = account;
    const response = await post(
      'AuthService.LoginByAppSecret',
      json({ parameters: [acctId, username, appId, appSecret, lcid] }),
      undefined,
    );
    const answer = readLogin(response.body);
    if (!answer.ok) throw new KingdeeLoginRefused(answer.message);
    const set = response.headers['set-cookie'];
    const pairs = (typeof set === 'string' ? [set] : (set ?? [])).map((cookie) => cookie.split(';', 1)[0] ?? '');
    return pairs.join('; ');
  };

  let turn: Promise<unknown> = Promise.resolve();
  return {
    call: (operation, body) => {
      const mine = turn.then(async () => {
        cookies ??= await login();
        const request = json(body);
        return { request, response: await post(`DynamicFormService.${operation}`, request, cookies) };
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
    forgetSession: () => {
      cookies = undefined;
    },
  };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
