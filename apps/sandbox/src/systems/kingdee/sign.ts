import { createHmac } from 'node:crypto';

const xorConstant = '0054f397c6234378b09ca7d3e5debce7';

/** `appId` = `NNNN_text`. A 32-character text hides the secret by XOR; any other is the secret itself. */
export const clientOf = (appId: string): { readonly id: string; readonly secret: string } => {
  const cut = appId.indexOf('_');
  const id = cut < 0 ? appId : appId.slice(0, cut);
  const part = cut < 0 ? '' : appId.slice(cut + 1);
  if (part.length !== 32) return { id, secret: part };
  const mask = Buffer.from(xorConstant, 'ascii');
  const hidden = Buffer.from(part, 'base64');
  return { id, secret: Buffer.from(hidden.map((byte, index) => byte ^ (mask[index] ?? 0))).toString('base64') };
};

// Kingdee encodes the hex text, not the bytes.
const hexInBase64 = (text: string, secret: string): string =>
  Buffer.from(createHmac('sha256', secret).update(text).digest('hex')).toString('base64');

export interface SignedCall {
  readonly path: string;
  readonly nonce: string;
  readonly timestamp: string;
  readonly clientSecret: string;
}

export const apiSignature = (call: SignedCall): string =>
  hexInBase64(
    `POST\n${encodeURIComponent(call.path)}\n\nx-api-nonce:${call.nonce}\nx-api-timestamp:${call.timestamp}\n`,
    call.clientSecret,
  );

export const kdSignature = (appId: string, plainAppData: string, appSecret: string): string => hexInBase64(appId + plainAppData, appSecret);
