import { hash } from 'node:crypto';
import type { PushAnswer, PushMessage, PushRequest, PushVerdict, Wake } from '../../application/ports.ts';
import { isRecord, parseLossless, readLossless, textOf } from '../../domain/lossless-json.ts';
import type { DouyinCredentials } from './credentials.ts';
import { isSignedPush } from './sign.ts';

const ACK: PushAnswer = { contentType: 'application/json', body: '{"code":0,"msg":"success"}' };

/** Fields of refund messages that are ids, codes, amounts and times. */
const HINT_FIELDS = [
  'p_id',
  's_id',
  'aftersale_id',
  'aftersale_status',
  'aftersale_type',
  'refund_amount',
  'refund_post_amount',
  'reason_code',
  'apply_time',
  'agree_time',
  'refuse_time',
  'success_time',
  'close_time',
  'modify_time',
] as const;

/** Verifies a push over its raw bytes and reads what must be looked at again. The protocol carries no time: replays are told by id. */
export function readDouyinPush(request: PushRequest, credentials: DouyinCredentials): PushVerdict {
  const signature = headerOf(request, 'event-sign');
  const appId = headerOf(request, 'app-id');
  if (appId !== '' && appId !== credentials.appKey) return { kind: 'refused', reason: 'SIGNATURE' };
  if (!isSignedPush({ ...credentials, raw: request.raw, signature })) return { kind: 'refused', reason: 'SIGNATURE' };
  let parsed: unknown;
  try {
    parsed = readLossless(request.raw).document;
  } catch {
    return { kind: 'unreadable', answer: ACK };
  }
  const items = Array.isArray(parsed) ? parsed : [parsed];
  const messages = items.filter((item) => textOf(item, 'tag') !== '0').map(readMessage);
  const tag = /^\d{1,4}$/.exec(textOf(items[0], 'tag'))?.[0] ?? 'unknown';
  return { kind: 'push', operation: `push ${tag}`, contentType: 'application/json', messages, answer: ACK };
}

function readMessage(item: unknown): PushMessage {
  const tag = textOf(item, 'tag');
  const digest = hash('sha256', JSON.stringify(item), 'buffer');
  // An older SDK spells it msgId. Without an id the content itself is the key.
  const key = textOf(item, 'msg_id') || textOf(item, 'msgId') || digest.toString('hex');
  return { key, digest, wakes: wakesOf(tag, dataOf(item)) };
}

function dataOf(item: unknown): unknown {
  const data = isRecord(item) ? item['data'] : undefined;
  if (typeof data !== 'string') return data;
  try {
    return parseLossless(data);
  } catch {
    return undefined;
  }
}

function wakesOf(tag: string, data: unknown): readonly Wake[] {
  const wakes: Wake[] = [];
  const orderNo = textOf(data, 'p_id');
  const refundId = textOf(data, 'aftersale_id');
  if (/^\d{1,30}$/.test(orderNo)) wakes.push({ kind: 'ORDER', platformNo: orderNo, hint: {} });
  if (/^2\d\d$/.test(tag) && /^\d{1,30}$/.test(refundId)) wakes.push({ kind: 'REFUND', platformNo: refundId, hint: hintOf(data) });
  return wakes;
}

function hintOf(data: unknown): Readonly<Record<string, string>> {
  const hint: Record<string, string> = {};
  for (const name of HINT_FIELDS) {
    const value = textOf(data, name);
    if (/^\d{1,30}$/.test(value)) hint[name] = value;
  }
  return hint;
}

function headerOf(request: PushRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
