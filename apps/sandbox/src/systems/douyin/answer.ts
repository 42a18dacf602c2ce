import { randomUUID } from 'node:crypto';
import type { Json } from '../../core/big-json.ts';
import { json } from '../../core/http.ts';
import type { SandboxReply } from '../../core/system.ts';

/** What the platform says no to. `subCode` is what integrators switch on. */
export interface Refusal {
  readonly code: number;
  readonly msg: string;
  readonly subCode: string;
  readonly subMsg: string;
}

export const REFUSALS = {
  signature: refusal(40003, '验签失败', 'isv.signature-invalid'),
  timestamp: refusal(40005, '时间戳无效', 'isv.timestamp-invalid'),
  timestampFormat: refusal(40005, '时间戳格式错误', 'isv.timestamp-format-error'),
  tokenMissing: refusal(30005, 'access_token不存在', 'isv.access-token-no-existed'),
  tokenExpired: refusal(30002, 'access_token已过期', 'isv.access-token-expired'),
  tokenInvalid: refusal(30005, 'access_token无效', 'isv.access-token-invalid'),
  appUnknown: refusal(40001, '应用不存在', 'isv.app-id-expired'),
  noPermission: refusal(40004, '应用无此接口权限', 'isv.app-permissions-insufficient'),
  busy: refusal(70000, '请求过于频繁', 'isv.traffic-limited'),
} as const;

export function missing(field: string): Refusal {
  return { code: 40002, msg: '参数缺失', subCode: 'isv.parameter-missing', subMsg: `缺少参数${field}` };
}

export function invalid(field: string): Refusal {
  return { code: 40002, msg: '参数无效', subCode: 'isv.parameter-invalid', subMsg: `参数${field}无效` };
}

export function business(subCode: string, subMsg: string): Refusal {
  return { code: 50002, msg: '业务处理失败', subCode, subMsg };
}

export type Outcome = { readonly data: Json } | { readonly refusal: Refusal };

export function answer(outcome: Outcome): SandboxReply {
  const log_id = randomUUID().replaceAll('-', '');
  if ('data' in outcome) return json({ log_id, code: 10000, msg: 'success', sub_code: '', sub_msg: '', data: outcome.data });
  const { code, msg, subCode, subMsg } = outcome.refusal;
  return json({ log_id, code, msg, sub_code: subCode, sub_msg: subMsg, data: null });
}

function refusal(code: number, msg: string, subCode: string): Refusal {
  return { code, msg, subCode, subMsg: msg };
}
