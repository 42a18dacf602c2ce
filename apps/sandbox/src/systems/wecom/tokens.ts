import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { json } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest } from '../../core/system.ts';

const lifeSeconds = 7200;
const recordSchema = z.object({ t: z.literal('token'), value: z.string(), until: z.number() });

/** One token per app; asking again while it lives gives the same one. */
export class AppTokens {
  readonly #context: SandboxContext;
  #token: { readonly value: string; readonly until: number } | undefined;
  issued = 0;

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  give(request: SandboxRequest): SandboxReply {
    const { wecomApp } = this.#context.world.messaging;
    if (request.query.get('corpid') !== wecomApp.corpId) return json({ errcode: 40013, errmsg: 'invalid corpid' });
    if (request.query.get('corpsecret') !== wecomApp.corpSecret) return json({ errcode: 40001, errmsg: 'invalid credential' });
    const now = Date.now();
    if (!this.#token || this.#token.until <= now) {
      this.#token = { value: randomBytes(60).toString('base64url'), until: now + lifeSeconds * 1000 };
      this.issued += 1;
      this.#context.journal.write('wecom', { t: 'token', ...this.#token });
      this.#context.ledger.append('token-issued', 'wecom', wecomApp.corpId, { nth: this.issued });
    }
    const left = Math.floor((this.#token.until - now) / 1000);
    return json({ errcode: 0, errmsg: 'ok', access_token: this.#token.value, expires_in: left });
  }

  /** Null when the token may be used. */
  refusalOf(request: SandboxRequest): SandboxReply | null {
    const value = request.query.get('access_token') ?? '';
    if (value === '') return json({ errcode: 41001, errmsg: 'access_token missing' });
    if (value !== this.#token?.value) return json({ errcode: 40014, errmsg: 'invalid access_token' });
    const forced = this.#context.misbehave.decide('wecom', 'token', this.#context.world.messaging.wecomApp.corpId, ['expire-token']);
    if (forced !== 'none') this.expire();
    return forced !== 'none' || this.#token.until <= Date.now() ? json({ errcode: 42001, errmsg: 'access_token expired' }) : null;
  }

  expire(): void {
    if (this.#token) this.#token = { ...this.#token, until: 0 };
  }

  restore(record: unknown): void {
    const read = recordSchema.safeParse(record);
    if (read.success) this.#token = { value: read.data.value, until: read.data.until };
  }

  reset(): void {
    this.#token = undefined;
  }
}
