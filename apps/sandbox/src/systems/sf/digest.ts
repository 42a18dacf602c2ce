import { createHash } from 'node:crypto';

/** Java's URLEncoder: blank becomes `+`, `*` stays, `~` and the rest of encodeURIComponent's pardons are escaped. */
export const javaUrlEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

/** `timestamp` is milliseconds as text; the digest covers the exact msgData text that was sent. */
export const msgDigest = (msgData: string, timestamp: string, checkword: string): string =>
  createHash('md5')
    .update(javaUrlEncode(msgData + timestamp + checkword))
    .digest('base64');
