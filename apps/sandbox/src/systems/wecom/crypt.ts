import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** SHA-1 over the sorted parts: serves the URL check (without Encrypt) and messages (with it). */
export const messageSignature = (...parts: readonly string[]): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');

export interface Sealing {
  readonly encodingAesKey: string;
  /** corpid for WeCom, appid for a service account: the tail of the plain text. */
  readonly tailId: string;
}

const blockSize = 32;

const keyOf = (encodingAesKey: string): Buffer => Buffer.from(`${encodingAesKey}=`, 'base64');

/** `random` is 16 bytes. */
export const encrypt = (message: string, sealing: Sealing, random: Buffer): string => {
  const key = keyOf(sealing.encodingAesKey);
  const content = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const plain = Buffer.concat([random, length, content, Buffer.from(sealing.tailId)]);
  const missing = blockSize - (plain.length % blockSize);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(missing, missing)), cipher.final()]).toString('base64');
};

export const decrypt = (sealed: string, sealing: Sealing): string => {
  const key = keyOf(sealing.encodingAesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]);
  const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
  const length = plain.readUInt32BE(16);
  if (plain.subarray(20 + length).toString() !== sealing.tailId) throw new Error('tail id differs');
  return plain.subarray(20, 20 + length).toString();
};
