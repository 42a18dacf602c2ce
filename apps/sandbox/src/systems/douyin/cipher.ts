import { createCipheriv, createDecipheriv, createSecretKey, hash } from 'node:crypto';

export type CipherKind = 1 | 2 | 3;
export const CIPHER_KINDS = { address: 1, name: 2, phone: 3 } as const;

export interface Ciphers {
  encrypt(orderId: string, kind: CipherKind, plain: string): string;
  /** Null when the text is not ours or belongs to another order. */
  decrypt(orderId: string, cipherText: string): { readonly kind: CipherKind; readonly plain: string } | null;
}

/** The platform's own encryption of receivers: opaque to sellers, bound to the order, the same for the same text. */
export function createCiphers(secret: string): Ciphers {
  // A KeyObject: handing the bytes over at every call costs five times the cipher itself.
  const key = createSecretKey(hash('sha256', `receiver-key|${secret}`, 'buffer'));
  const digest = (text: string): Buffer => hash('sha256', `${secret}|${text}`, 'buffer');

  return {
    encrypt(orderId, kind, plain) {
      const index = digest(`${kind}|${plain}`);
      const iv = digest(`${orderId}|${kind}|${plain}`).subarray(0, 12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${orderId}|${kind}`));
      const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `#${index.subarray(0, 6).toString('base64')}#${sealed.toString('base64')}*${kind}*$$`;
    },
    decrypt(orderId, cipherText) {
      const match = /^#[^#]+#([A-Za-z0-9+/=]+)\*([123])\*\$\$$/.exec(cipherText);
      const sealed = Buffer.from(match?.[1] ?? '', 'base64');
      const kind = readKind(match?.[2]);
      if (kind === null || sealed.length < 12 + 16) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAAD(Buffer.from(`${orderId}|${kind}`)).setAuthTag(sealed.subarray(-16));
      try {
        const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
        return { kind, plain };
      } catch {
        return null;
      }
    },
  };
}

function readKind(digit: string | undefined): CipherKind | null {
  switch (digit) {
    case '1':
      return 1;
    case '2':
      return 2;
    case '3':
      return 3;
    default:
      return null;
  }
}

export function maskName(name: string): string {
  return `${[...name][0] ?? ''}${'*'.repeat(Math.max(1, [...name].length - 1))}`;
}

export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

export function maskDetail(detail: string): string {
  return `${[...detail].slice(0, 3).join('')}${'*'.repeat(6)}`;
}
