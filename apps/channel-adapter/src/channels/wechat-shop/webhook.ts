import { hash } from 'node:crypto';
import type { PushAnswer, PushMessage, PushRequest, PushVerdict, Wake } from '../../application/ports.ts';
import { isRecord, parseLossless, textOf } from '../../domain/lossless-json.ts';
import type { WechatCredentials } from './credentials.ts';
import { isWechatSigned, openCallback, type CallbackKey } from './sign.ts';

const ACK: PushAnswer = { contentType: 'text/plain', body: 'success' };
/** The platform repeats within 15 s; a callback older than this is somebody's recording. */
const STALE_MS = 300_000;

/** Verifies a callback and reads what must be looked at again. Only AES mode is taken: the plain mode signs no body. */
export function readWechatPush(
  request: PushRequest,
  at: { readonly credentials: WechatCredentials; readonly key: CallbackKey; readonly now: Date },
): PushVerdict {
  const { credentials, key, now } = at;
  const timestamp = request.query.get('timestamp') ?? '';
  const nonce = request.query.get('nonce') ?? '';
  if (request.method === 'GET') return endpointCheck(request.query, credentials.token, timestamp, nonce);
  const encrypted = encryptedOf(request.raw);
  const signature = request.query.get('msg_signature') ?? '';
  if (encrypted === '' || !isWechatSigned([credentials.token, timestamp, nonce, encrypted], signature))
    return { kind: 'refused', reason: 'SIGNATURE' };
  if (!/^\d{10}$/.test(timestamp) || Math.abs(now.getTime() - Number(timestamp) * 1_000) > STALE_MS)
    return { kind: 'refused', reason: 'STALE' };
  const plain = openCallback(key, encrypted, credentials.appId);
  if (plain === undefined) return { kind: 'refused', reason: 'SIGNATURE' };
  const message = messageOf(plain);
  if (message === undefined) return { kind: 'unreadable', answer: ACK };
  const event = /^\w{1,60}$/.exec(textOf(message, 'Event'))?.[0] ?? 'unknown';
  return { kind: 'push', operation: `push ${event}`, contentType: 'application/json', messages: [keyed(message, plain)], answer: ACK };
}

function endpointCheck(query: URLSearchParams, token: string, timestamp: string, nonce: string): PushVerdict {
  if (!isWechatSigned([token, timestamp, nonce], query.get('signature') ?? '')) return { kind: 'refused', reason: 'SIGNATURE' };
  return { kind: 'probe', answer: { contentType: 'text/plain', body: query.get('echostr') ?? '' } };
}

/** `Encrypt` of a JSON or an XML envelope. */
function encryptedOf(raw: Buffer): string {
  const text = raw.toString('utf8');
  const found =
    /<Encrypt>\s*(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)/.exec(text) ?? /"Encrypt"\s*:\s*"([A-Za-z0-9+/=]+)"/.exec(text.replaceAll('\\/', '/'));
  return found?.[1] ?? '';
}

/** Shop events may carry no message id: then event, object and time stand for it (the content's digest tells two of one second apart). */
function keyed(message: Readonly<Record<string, unknown>>, plain: string): PushMessage {
  const digest = hash('sha256', plain, 'buffer');
  const id = textOf(message, 'MsgId') || textOf(message, 'MsgID');
  const key = id === '' ? `${textOf(message, 'Event')} ${textOf(message, 'CreateTime')} ${digest.toString('hex').slice(0, 32)}` : id;
  return { key, digest, wakes: wakesOf(message) };
}

function wakesOf(message: Readonly<Record<string, unknown>>): readonly Wake[] {
  const inner = [message['order_info'], message['ProductOrderStatusUpdate'], message['finder_shop_aftersale_status_update'], message];
  const pick = (name: string): string => inner.map((place) => textOf(place, name)).find((text) => text !== '') ?? '';
  const orderNo = pick('order_id');
  const refundId = pick('after_sale_order_id');
  const wakes: Wake[] = [];
  if (/^\d{1,30}$/.test(orderNo)) wakes.push({ kind: 'ORDER', platformNo: orderNo, hint: {} });
  if (/^\d{1,30}$/.test(refundId)) {
    const status = /^[A-Z_]{1,60}$/.exec(pick('status'))?.[0];
    wakes.push({
      kind: 'REFUND',
      platformNo: refundId,
      hint: { after_sale_order_id: refundId, order_id: orderNo, ...(status === undefined ? {} : { status }) },
    });
  }
  return wakes;
}

function messageOf(plain: string): Readonly<Record<string, unknown>> | undefined {
  if (plain.trimStart().startsWith('<')) return fieldsOfXml(plain);
  try {
    const parsed = parseLossless(plain);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const XML_FIELDS = ['Event', 'CreateTime', 'MsgId', 'MsgID', 'order_id', 'after_sale_order_id', 'status'] as const;

/** A wake-up needs a handful of leaf elements, so no tree is built; a document type is nobody's business here. */
function fieldsOfXml(plain: string): Readonly<Record<string, unknown>> | undefined {
  if (plain.includes('<!DOCTYPE')) return undefined;
  return Object.fromEntries(
    XML_FIELDS.flatMap((name) => {
      const found = new RegExp(`<${name}>\\s*(?:<!\\[CDATA\\[)?([^<\\]]*)`).exec(plain)?.[1];
      return found === undefined ? [] : [[name, found.trim()]];
    }),
  );
}
