import { createCipheriv, createDecipheriv, createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

const BLOCK = 32;

interface AesKey {
  readonly key: KeyObject;
  readonly iv: Buffer;
}

const keys = new Map<string, AesKey>();

/** SHA-1 of the sorted and joined parts: `signature` of an endpoint check, `msg_signature` with the cipher text. */
export function signParts(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

export function encryptMessage(message: string, encodingAesKey: string, appId: string, random: Buffer = randomBytes(16)): string {
  const { key, iv } = aesKey(encodingAesKey);
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random, length, text, Buffer.from(appId, 'utf8')]);
  const missing = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(missing, missing)), cipher.final()]).toString('base64');
}

/** The message inside, or null when it does not open or is for another app. */
export function decryptMessage(encrypted: string, encodingAesKey: string, appId: string): string | null {
  const { key, iv } = aesKey(encodingAesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  try {
    const padded = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()]);
    const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
    const length = plain.readUInt32BE(16);
    const message = plain.subarray(20, 20 + length).toString('utf8');
    return plain.subarray(20 + length).toString('utf8') === appId ? message : null;
  } catch {
    return null;
  }
}

/** Kept as a KeyObject: handing the bytes over at every call costs five times the cipher itself. */
function aesKey(encodingAesKey: string): AesKey {
  const known = keys.get(encodingAesKey);
  if (known !== undefined) return known;
  const bytes = Buffer.from(`${encodingAesKey}=`, 'base64');
  const made = { key: createSecretKey(bytes), iv: bytes.subarray(0, 16) };
  keys.set(encodingAesKey, made);
  return made;
}
