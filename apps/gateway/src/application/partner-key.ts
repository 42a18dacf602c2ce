import { createHash, randomInt } from 'node:crypto';
import type { KeyEnvironment } from '@orderloom/contracts';

/** The parts of a key's text: `olk_live_<id>_<secret>`. */
export type KeyText = { readonly id: string; readonly environment: KeyEnvironment; readonly hash: Buffer };

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const form = /^olk_(live|test)_([0-9A-Za-z]{12})_([0-9A-Za-z]{43})$/;

/** The id of a new key: it names the key in lists and in the audit log, and opens nothing. */
export function newKeyId(): string {
  return randomText(12);
}

/** A new secret, 43 of 62 characters: more than 256 random bits. */
export function newKeySecret(): string {
  return randomText(43);
}

/** What the partner's program sends. Shown once, kept nowhere. */
export function keyText(environment: KeyEnvironment, id: string, secret: string): string {
  return `olk_${environment}_${id}_${secret}`;
}

/** The parts of a key's text; undefined for any other text. */
export function parseKey(text: string): KeyText | undefined {
  const [, environment, id, secret] = form.exec(text) ?? [];
  if (environment === undefined || id === undefined || secret === undefined) return undefined;
  return { environment: environment === 'test' ? 'test' : 'live', id, hash: secretHash(secret) };
}

/** What the database knows of a secret. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function randomText(length: number): string {
  return Array.from({ length }, () => base62.charAt(randomInt(base62.length))).join('');
}
