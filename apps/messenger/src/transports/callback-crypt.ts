import { createDecipheriv, createHash, createSecretKey, timingSafeEqual } from 'node:crypto';

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

const MAX_AGE_S = 600;

/** Checks signature and age, opens the message and checks whom it is for. Throws CallbackRefused. */
export type OpenCallback = (query: SignedQuery, encrypted: string, now: Date) => string;

export function callbackOpener(secret: CallbackSecret): OpenCallback {
  const decrypt = decrypter(secret);
  return (query, encrypted, now) => {
    const expected = createHash('sha1').update([secret.token, query.timestamp, query.nonce, encrypted].toSorted().join('')).digest();
    const given = Buffer.from(query.signature, 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new CallbackRefused('signature');
    if (Math.abs(now.getTime() / 1_000 - Number(query.timestamp)) > MAX_AGE_S) throw new CallbackRefused('stale');
    return decrypt(encrypted);
  };
}

/** AES-256-CBC, PKCS7 over blocks of 32: 16 random bytes, length, message, receiver. */
function decrypter({ aesKey, receiver }: CallbackSecret): (encrypted: string) => string {
  const bytes = Buffer.from(`${aesKey}=`, 'base64');
  // As a key object: from plain bytes Node would make one for each call, at more than the cost of the cipher.
  const [key, iv] = [createSecretKey(bytes), bytes.subarray(0, 16)];
  return (encrypted) => {
    const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
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
    const to = plain.subarray(20 + length, plain.length - padding).toString();
    if (message.length !== length || to !== receiver) throw new CallbackRefused('receiver');
    return message.toString();
  };
}
