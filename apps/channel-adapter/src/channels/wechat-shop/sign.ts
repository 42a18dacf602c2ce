import { createDecipheriv, createSecretKey, hash, timingSafeEqual, type KeyObject } from 'node:crypto';

/** SHA-1 of the sorted parts joined, in lower-case hex. */
export function wechatSignature(parts: readonly string[]): string {
  return hash('sha1', parts.toSorted().join(''), 'hex');
}

/** Constant-time; only the canonical spelling passes. */
export function isWechatSigned(parts: readonly string[], signature: string): boolean {
  const expected = wechatSignature(parts);
  const given = Buffer.from(signature, 'latin1');
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected, 'latin1'));
}

export interface CallbackKey {
  readonly key: KeyObject;
  readonly iv: Buffer;
}

/** The key of a callback, decoded once. */
export function callbackKey(encodingAesKey: string): CallbackKey {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (key.length !== 32) throw new RangeError('EncodingAESKey must decode to 32 bytes');
  return { key: createSecretKey(key), iv: key.subarray(0, 16) };
}

const RANDOM_BYTES = 16;
const BLOCK = 32;

/** The message inside `Encrypt`: undefined when padding, length or appid are not those of this app. */
export function openCallback({ key, iv }: CallbackKey, encrypted: string, appId: string): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
    const padding = padded.at(-1) ?? 0;
    if (padding < 1 || padding > BLOCK) return undefined;
    const plain = padded.subarray(RANDOM_BYTES, padded.length - padding);
    const length = plain.readUInt32BE(0);
    const message = plain.subarray(4, 4 + length);
    return message.length === length && plain.subarray(4 + length).toString('utf8') === appId ? message.toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}
