import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomFillSync } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals bytes with AES-256-GCM: iv, tag, cipher text in one buffer. `context` is bound in, so a body cannot stand in for another. */
export interface Seal {
  close(plain: Buffer, context: string): Buffer;
  /** Throws when key, context or bytes are not those of `close`. */
  open(sealed: Buffer, context: string): Buffer;
}

/** `purpose` separates keys: what one service sealed, another cannot open. */
export function createSeal(masterKey: Buffer, purpose: string): Seal {
  // As a key object: from plain bytes Node would make one for each call, at more than the cost of the cipher.
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), purpose, 32)));
  const pool = randomPool();
  return {
    close: (plain, context) => {
      const iv = pool(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    open: (sealed, context) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
}

/** Random bytes in blocks: one call to the system for several hundred initialisation vectors. */
export function randomPool(): (bytes: number) => Buffer {
  let block = Buffer.alloc(0);
  return (bytes) => {
    if (block.length < bytes) block = randomFillSync(Buffer.alloc(8_192));
    const taken = Buffer.from(block.subarray(0, bytes));
    block = block.subarray(bytes);
    return taken;
  };
}
