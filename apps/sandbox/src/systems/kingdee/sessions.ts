import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SandboxContext, SandboxRequest } from '../../core/system.ts';
import { apiSignature, clientOf, kdSignature } from './sign.ts';

const lifeMs = 20 * 60_000;
const staleAfterMs = 10 * 60_000;

export interface Session {
  readonly id: string;
  /** Unix milliseconds; every use moves it. */
  until: number;
  busy: boolean;
}

export type Entry =
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'signed' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'forged' };

export interface Login {
  readonly acctId: string;
  readonly username: string;
  readonly lcid: string;
  readonly proof:
    { readonly kind: 'password'; readonly password: string } | { readonly kind: 'app'; readonly appId: string; readonly appSecret: string };
}

/** The two doors of K3Cloud: a session cookie, or signed headers without a login. */
export class Sessions {
  readonly #context: SandboxContext;
  readonly #open = new Map<string, Session>();
  logins = 0;

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  /** The new session, or why not. */
  logIn(login: Login): Session | string {
    const { erp } = this.#context.world;
    if (login.acctId !== erp.acctId) return '数据中心不存在';
    // The deployment file holds one secret for this user; it is the password as well.
    const isRight =
      login.proof.kind === 'password'
        ? login.proof.password === erp.appSecret
        : login.proof.appId === erp.appId && login.proof.appSecret === erp.appSecret;
    if (login.username !== erp.username || !isRight) return '用户名或密码错误';
    const session = { id: randomUUID(), until: Date.now() + lifeMs, busy: false };
    this.#open.set(session.id, session);
    this.logins += 1;
    this.#context.ledger.append('login', 'kingdee', login.username, { by: login.proof.kind });
    return session;
  }

  enter(request: SandboxRequest, path: string): Entry {
    if (request.headers['x-kd-signature'] !== undefined) return this.#isSigned(request, path) ? { kind: 'signed' } : { kind: 'forged' };
    const id = /(?:^|;\s*)kdservice-sessionid=([^;]+)/.exec(request.headers['cookie'] ?? '')?.[1];
    const session = id === undefined ? undefined : this.#open.get(id);
    if (!session || session.until < Date.now()) return { kind: 'lost' };
    if (this.#context.misbehave.decide('kingdee', 'session', this.#context.world.erp.username, ['expire-token']) !== 'none') {
      this.#open.delete(session.id);
      return { kind: 'lost' };
    }
    session.until = Date.now() + lifeMs;
    return { kind: 'session', session };
  }

  expireAll(): number {
    const count = this.#open.size;
    this.#open.clear();
    return count;
  }

  get living(): number {
    return this.#open.size;
  }

  #isSigned(request: SandboxRequest, path: string): boolean {
    const { erp } = this.#context.world;
    const header = (name: string): string => request.headers[name] ?? '';
    const appData = Buffer.from(header('x-kd-appdata'), 'base64').toString('utf8');
    const expected = [erp.acctId, erp.username, String(erp.lcid), erp.orgNumber].join(',');
    const client = clientOf(erp.appId);
    const timestamp = header('x-api-timestamp');
    // Java and C# send milliseconds, PHP seconds.
    const at = Number(timestamp) * (timestamp.length <= 10 ? 1000 : 1);
    if (!(Math.abs(Date.now() - at) <= staleAfterMs)) return false;
    // The path as the server knows it, and as a reverse proxy in front of it was asked.
    const signatures = [path, `/kingdee${path}`].map((signedPath) =>
      apiSignature({ path: signedPath, nonce: header('x-api-nonce'), timestamp, clientSecret: client.secret }),
    );
    return (
      header('x-kd-appkey') === erp.appId &&
      header('x-api-clientid') === client.id &&
      header('x-api-auth-version') === '2.0' &&
      appData === expected &&
      header('x-kd-signature') === kdSignature(erp.appId, appData, erp.appSecret) &&
      signatures.includes(header('x-api-signature'))
    );
  }
}

const loginShape = z.object({
  acctid: z.string(),
  username: z.string(),
  password: z.string().optional(),
  appid: z.string().optional(),
  appsecret: z.string().optional(),
  lcid: z.union([z.string(), z.number()]).default(2052),
});

/** Both body shapes: names in any case, or a list by position. */
export function readLogin(operation: 'ValidateUser' | 'LoginByAppSecret', body: Readonly<Record<string, unknown>>): Login | undefined {
  const names =
    operation === 'ValidateUser' ? ['acctid', 'username', 'password', 'lcid'] : ['acctid', 'username', 'appid', 'appsecret', 'lcid'];
  const list = parametersOf(body);
  const named = list
    ? Object.fromEntries(names.flatMap((name, index) => (list[index] === undefined ? [] : [[name, list[index]]])))
    : Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
  const read = loginShape.safeParse(named);
  if (!read.success) return undefined;
  const { acctid, username, password, appid, appsecret, lcid } = read.data;
  const common = { acctId: acctid, username, lcid: String(lcid) };
  if (operation === 'ValidateUser') return password === undefined ? undefined : { ...common, proof: { kind: 'password', password } };
  return appid === undefined || appsecret === undefined
    ? undefined
    : { ...common, proof: { kind: 'app', appId: appid, appSecret: appsecret } };
}

/** `parameters` is a list, or the JSON text of one; undefined when the body has none, empty when it cannot be read. */
export function parametersOf(body: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  const source = body['parameters'];
  if (source === undefined) return undefined;
  try {
    return z.array(z.unknown()).parse(typeof source === 'string' ? JSON.parse(source) : source);
  } catch {
    return [];
  }
}
