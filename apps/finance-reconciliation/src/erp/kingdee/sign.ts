import { createHmac } from 'node:crypto';

const MASK = Buffer.from('0054f397c6234378b09ca7d3e5debce7').subarray(0, 24);

export interface KingdeeApp {
  readonly appId: string;
  readonly appSecret: string;
  readonly acctId: string;
  readonly username: string;
  readonly lcid: number;
  readonly orgNumber: string;
}

/** Client secret from the second part of an app id: 32 characters are base64 under a fixed mask, anything else is used as it is. */
export function clientSecretOf(appId: string): string {
  const part = appId.slice(appId.indexOf('_') + 1);
  if (part.length !== 32) return part;
  const bytes = Buffer.from(part, 'base64');
  return Buffer.from(bytes.map((byte, index) => byte ^ (MASK[index] ?? 0))).toString('base64');
}

/** Headers of a signed call without login (fact sheet section 2, Java form: milliseconds, real line feeds). */
export function signedHeaders(app: KingdeeApp, path: string, timestampMs: number, nonce: string): Readonly<Record<string, string>> {
  const clientId = app.appId.slice(0, app.appId.indexOf('_'));
  const timestamp = String(timestampMs);
  const text = `POST\n${encodeURIComponent(path)}\n\nx-api-nonce:${nonce}\nx-api-timestamp:${timestamp}\n`;
  const appData = `${app.acctId},${app.username},${app.lcid},${app.orgNumber}`;
  return {
    'X-Api-ClientID': clientId,
    'X-Api-Auth-Version': '2.0',
    'x-api-timestamp': timestamp,
    'x-api-nonce': nonce,
    'x-api-signheaders': 'X-Api-TimeStamp,X-Api-Nonce',
    'X-Api-Signature': base64OfHex(clientSecretOf(app.appId), text),
    'X-Kd-Appkey': app.appId,
    'X-Kd-Appdata': Buffer.from(appData).toString('base64'),
    'X-Kd-Signature': base64OfHex(app.appSecret, app.appId + appData),
  };
}

/** Base64 of the lower-case hex text, not of the raw digest. */
function base64OfHex(key: string, text: string): string {
  return Buffer.from(createHmac('sha256', key).update(text).digest('hex')).toString('base64');
}
