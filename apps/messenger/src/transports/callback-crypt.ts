import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

/** How WeCom and the WeChat service account seal what they send to us. */
export interface CallbackSecret {
  readonly token: string;
  /** 43 characters. */
  readonly aesKey: string;
  /** App id or corp id at the end of each message. */
  readonly receiver: string;
}

export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';
}

export interface SignedQuery {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** Checks signature and age, opens the message and checks whom it is for. Throws CallbackRefused. */
export function openCallback(secret: CallbackSecret, query: SignedQuery, encrypted: string, now: Date): string {
  const expected = createHash('sha1').update([secret.token, query.timestamp, query.nonce, encrypted].toSorted().join('')).digest();
  const given = Buffer.from(query.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new CallbackRefused('signature');
  if (Math.abs(now.getTime() / 1_000 - Number(query.timestamp)) > MAX_AGE_S) throw new CallbackRefused('stale');
  return decrypt(secret, encrypted);
}

const MAX_AGE_S = 600;

/** AES-256-CBC, PKCS7 over blocks of 32: 16 random bytes, length, message, receiver. */
export function decrypt(secret: CallbackSecret, encrypted: string): string {
  const key = Buffer.from(`${secret.aesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  let plain: Buffer;
  try {
    plain = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  } catch {
    throw new CallbackRefused('cipher text');
  }
  const padding = plain.at(-1) ?? 0;
  if (padding < 1 || padding > 32 || plain.length < 20 + padding) throw new CallbackRefused('padding');
  const length = plain.readUInt32BE(16);
  const message = plain.subarray(20, 20 + length);
  const receiver = plain.subarray(20 + length, plain.length - padding).toString();
  if (message.length !== length || receiver !== secret.receiver) throw new CallbackRefused('receiver');
  return message.toString();
}
