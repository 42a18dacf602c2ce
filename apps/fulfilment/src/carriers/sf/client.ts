import { OutboundUnavailable, type OutboundHttp } from '@orderloom/service-runtime';
import { v4 as uuidv4 } from 'uuid';
import type { KeepRaw } from '../../keep-raw.ts';
import { signSf } from './sign.ts';

export interface SfAccount {
  readonly baseUrl: string;
  readonly partnerId: string;
  readonly checkword: string;
  readonly monthlyCard: string;
}

export interface SfAnswer {
  readonly ok: boolean;
  readonly code: string;
  readonly message: string;
  readonly data: unknown;
  readonly rawRef: string;
}

export interface SfClient {
  /** One signed call. Throws OutboundUnavailable when the gateway did not work or said nothing readable. */
  call(serviceCode: string, data: object, subject: string): Promise<SfAnswer>;
}

/** The gateway's own refusals of a request that say nothing about the business in it. */
const GATEWAY_OK = 'A1000';

export function createSfClient(deps: {
  readonly http: OutboundHttp;
  readonly account: SfAccount;
  readonly keepRaw: KeepRaw;
  readonly now: () => Date;
}): SfClient {
  return {
    call: async (serviceCode, data, subject) => {
      // The digest is over this very text.
      const msgData = JSON.stringify(data);
      const timestamp = deps.now().getTime().toString();
      const form = new URLSearchParams({
        partnerID: deps.account.partnerId,
        requestID: uuidv4(),
        serviceCode,
        timestamp,
        msgDigest: signSf(msgData, timestamp, deps.account.checkword),
        msgData,
      }).toString();
      const note = { system: 'sf', operation: serviceCode, subject } as const;
      await deps.keepRaw([{ ...note, direction: 'OUT', contentType: 'application/x-www-form-urlencoded', body: Buffer.from(form) }]);
      const response = await deps.http.send({
        method: 'POST',
        url: deps.account.baseUrl,
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
        body: form,
      });
      const [rawRef = ''] = await deps.keepRaw([{ ...note, direction: 'ANSWER', contentType: 'application/json', body: response.body }]);
      if (response.status !== 200) throw new OutboundUnavailable(`sf ${serviceCode}: HTTP ${response.status}`, { sent: true });
      return readAnswer(serviceCode, response.body, rawRef);
    },
  };
}

/** A1000 only says that the gateway worked; the inner result decides. Inner parts are JSON text, some tools show them parsed. */
export function readAnswer(serviceCode: string, body: Buffer, rawRef: string): SfAnswer {
  const outer = asRecord(parse(body.toString('utf8')));
  const gateway = String(outer['apiResultCode'] ?? '');
  if (gateway !== GATEWAY_OK) throw new OutboundUnavailable(`sf ${serviceCode}: gateway ${gateway || 'unreadable'}`, { sent: true });
  const inner = asRecord(unfold(outer['apiResultData']));
  const success = inner['success'] === true || inner['success'] === 'true';
  const code = String(inner['errorCode'] ?? '');
  if (!('success' in inner)) throw new OutboundUnavailable(`sf ${serviceCode}: answer is not readable`, { sent: true });
  return {
    ok: success && code === 'S0000',
    code,
    message: String(inner['errorMsg'] ?? ''),
    data: unfold(inner['msgData']),
    rawRef,
  };
}

function unfold(value: unknown): unknown {
  return typeof value === 'string' ? parse(value) : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

export function asList(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.map(asRecord);
  return typeof value === 'object' && value !== null ? [asRecord(value)] : [];
}

export function textOf(record: Readonly<Record<string, unknown>>, ...names: readonly string[]): string {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return '';
}
