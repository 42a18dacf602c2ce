import { createHash, randomBytes } from 'node:crypto';

/** A new opaque session id: 256 random bits. */
export function newSessionId(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database knows of a session id; undefined for a text that is none. */
export function sessionIdHash(id: string | undefined): Buffer | undefined {
  if (id === undefined || !/^[A-Za-z0-9_-]{43}$/.test(id)) return undefined;
  return createHash('sha256').update(id).digest();
}
