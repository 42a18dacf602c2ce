import { createHash, timingSafeEqual } from 'node:crypto';

export type QimenQuery = Readonly<Record<string, string>>;

/** The signed text: parameters sorted by name, without `sign`, then the body as it is sent. */
export function signedText(query: QimenQuery, body: Buffer, secret: string): Buffer {
  const parameters = Object.keys(query)
    .filter((name) => name !== 'sign')
    .toSorted()
    .map((name) => `${name}${query[name] ?? ''}`)
    .join('');
  return Buffer.concat([Buffer.from(secret + parameters), body, Buffer.from(secret)]);
}

/** MD5 in upper-case hex over query and raw body. */
export function signQimen(query: QimenQuery, body: Buffer, secret: string): string {
  return createHash('md5')
    .update(signedText(query, body, secret))
    .digest('hex')
    .toUpperCase();
}

/** Compares in constant time; a sender may write the digest in either case. */
export function verifyQimen(query: QimenQuery, body: Buffer, secret: string): boolean {
  const given = Buffer.from((query['sign'] ?? '').toUpperCase());
  const own = Buffer.from(signQimen(query, body, secret));
  return given.length === own.length && timingSafeEqual(given, own);
}
