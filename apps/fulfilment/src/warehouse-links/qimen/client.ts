import type { KeepRaw } from '../../keep-raw.ts';
import { newId } from '@orderloom/outbox';
import type { NewRaw } from '@orderloom/raw-archive';
import { OutboundUnavailable, type OutboundHttp } from '@orderloom/service-runtime';
import { toBeijingText } from '../../clock-text.ts';
import { signQimen } from './sign.ts';
import { buildXml, parseXml, textAt, XmlRefused, type XmlOut, type XmlValue } from './xml.ts';

export interface QimenAccount {
  readonly baseUrl: string;
  readonly appKey: string;
  readonly secret: string;
  readonly customerId: string;
  readonly ownerCode: string;
}

export interface QimenAnswer {
  readonly ok: boolean;
  readonly code: string;
  readonly message: string;
  readonly content: XmlValue;
  readonly rawRef: string;
}

export interface QimenClient {
  /** One signed call, its bodies kept. Throws OutboundUnavailable when no readable answer came: what the WMS did is unknown then. */
  call(method: string, request: XmlOut, subject: string): Promise<QimenAnswer>;
  /** The same in steps, for who keeps the bodies together with what they mean. */
  prepare(method: string, request: XmlOut, subject: string): PreparedCall;
}

export interface PreparedCall {
  readonly raw: NewRaw;
  /** Throws OutboundUnavailable when no answer came at all. */
  send(): Promise<{ readonly raw: NewRaw; read(): QimenAnswer }>;
}

/** The gateway or the WMS as a whole is in trouble; this says nothing about the order in the request. */
const TROUBLE =
  /sign|app.?key|customer.?id|timestamp|session|permission|limit|busy|timeout|time.?out|system.?error|unavailable|系统|繁忙|超时|限流|签名|稍后/i;

export function createQimenClient(deps: {
  readonly http: OutboundHttp;
  readonly account: QimenAccount;
  readonly keepRaw: KeepRaw;
  readonly refOf: (rawId: string) => string;
  readonly now: () => Date;
}): QimenClient {
  const prepare = (method: string, request: XmlOut, subject: string): PreparedCall => {
    const body = buildXml('request', request);
    const query: Record<string, string> = {
      method,
      timestamp: toBeijingText(deps.now()),
      format: 'xml',
      app_key: deps.account.appKey,
      v: '2.0',
      sign_method: 'md5',
      customerId: deps.account.customerId,
    };
    const sign = signQimen(query, body, deps.account.secret);
    const rawOf = (direction: NewRaw['direction'], bytes: Buffer) => ({
      ...{ id: newId(), direction, system: 'qimen', operation: method, contentType: 'text/xml; charset=utf-8' },
      ...{ body: bytes, receivedAt: deps.now(), subject },
    });
    return {
      raw: rawOf('OUT', body),
      send: async () => {
        const response = await deps.http.send({
          method: 'POST',
          url: `${deps.account.baseUrl}?${new URLSearchParams({ ...query, sign }).toString()}`,
          headers: { 'content-type': 'text/xml; charset=utf-8' },
          body,
        });
        const raw = rawOf('ANSWER', response.body);
        return {
          raw,
          read: () => {
            if (response.status !== 200) throw new OutboundUnavailable(`qimen ${method}: HTTP ${response.status}`, { sent: true });
            return readAnswer(method, response.body, deps.refOf(raw.id));
          },
        };
      },
    };
  };
  return {
    prepare,
    call: async (method, request, subject) => {
      const { raw, send } = prepare(method, request, subject);
      await deps.keepRaw([raw]);
      const answer = await send();
      await deps.keepRaw([answer.raw]);
      return answer.read();
    },
  };
}

function readAnswer(method: string, body: Buffer, rawRef: string): QimenAnswer {
  try {
    const { root, content } = parseXml(body);
    const flag = textAt(content, 'flag').toLowerCase();
    if (root !== 'response' || (flag !== 'success' && flag !== 'failure')) throw new XmlRefused('no response with a flag');
    const answer = { ok: flag === 'success', code: textAt(content, 'code'), message: textAt(content, 'message'), content, rawRef };
    if (!answer.ok && TROUBLE.test(`${answer.code} ${answer.message}`)) {
      throw new OutboundUnavailable(`qimen ${method}: trouble ${answer.code}`, { sent: true });
    }
    return answer;
  } catch (error) {
    if (error instanceof XmlRefused) throw new OutboundUnavailable(`qimen ${method}: answer is not readable`, { sent: true, cause: error });
    throw error;
  }
}
