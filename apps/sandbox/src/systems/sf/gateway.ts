import { json } from '../../core/http.ts';
import type { SandboxContext, SandboxReply, SandboxRequest } from '../../core/system.ts';
import { msgDigest } from './digest.ts';

const gatewayFaults = {
  A1001: '必传参数不可为空',
  A1002: '请求时效已过期',
  A1003: 'IP无效',
  A1004: '无对应服务权限',
  A1006: '数字签名无效',
  A1007: '重复请求',
  A1099: '系统错误',
} as const;

export interface GatewayCall {
  readonly serviceCode: string;
  readonly partnerId: string;
  readonly msgData: string;
}

export type Admitted = { readonly call: GatewayCall } | { readonly refusal: SandboxReply };

const staleAfterMs = 10 * 60_000;
const remembered = 20_000;

/** Everything that SF's gateway checks before a service sees the call. */
export class Gateway {
  readonly #context: SandboxContext;
  readonly #seen = new Set<string>();

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  admit(request: SandboxRequest): Admitted {
    if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return refuse('A1001');
    const form = new URLSearchParams(request.body.toString('utf8'));
    const field = (name: string): string => form.get(name) ?? '';
    const needed = ['partnerID', 'requestID', 'serviceCode', 'timestamp', 'msgData'].map(field);
    if (needed.includes('') || field('requestID').length > 40) return refuse('A1001');
    // OAuth2 is not switched on for this account; both proofs together are never allowed.
    if (form.has('accessToken')) return refuse(form.has('msgDigest') ? 'A1001' : 'A1004');
    if (field('msgDigest') === '') return refuse('A1001');
    const carrier = this.#context.world.carriers.find((known) => known.system === 'sf' && known.partnerId === field('partnerID'));
    if (!carrier) return refuse('A1004');
    if (field('msgDigest') !== msgDigest(field('msgData'), field('timestamp'), carrier.checkword)) {
      this.#context.ledger.append('bad-sign', 'sf', field('serviceCode'), {});
      return refuse('A1006');
    }
    if (!(Math.abs(Date.now() - Number(field('timestamp'))) <= staleAfterMs)) return refuse('A1002');
    if (this.#seen.has(field('requestID'))) return refuse('A1007');
    this.#remember(field('requestID'));
    return { call: { serviceCode: field('serviceCode'), partnerId: field('partnerID'), msgData: field('msgData') } };
  }

  reset(): void {
    this.#seen.clear();
  }

  #remember(requestId: string): void {
    this.#seen.add(requestId);
    if (this.#seen.size <= remembered) return;
    for (const oldest of this.#seen) {
      this.#seen.delete(oldest);
      return;
    }
  }
}

const refuse = (code: keyof typeof gatewayFaults): { readonly refusal: SandboxReply } => ({ refusal: gatewayFault(code) });

export const gatewayFault = (code: keyof typeof gatewayFaults): SandboxReply =>
  json({ apiErrorMsg: gatewayFaults[code], apiResponseID: '', apiResultCode: code, apiResultData: null });

export class SfRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

let responses = 0;

/** A1000 only says that the gateway worked; the service's answer is text inside the JSON. */
export function serviceAnswer(outcome: { readonly msgData: unknown } | { readonly refusal: SfRefusal }): SandboxReply {
  responses += 1;
  const result =
    'refusal' in outcome
      ? { success: false, errorCode: outcome.refusal.code, errorMsg: outcome.refusal.message, msgData: null }
      : { success: true, errorCode: 'S0000', errorMsg: null, msgData: outcome.msgData };
  return json({
    apiErrorMsg: '',
    apiResponseID: `00018${Date.now().toString(16).toUpperCase()}${responses}`,
    apiResultCode: 'A1000',
    apiResultData: JSON.stringify(result),
  });
}
