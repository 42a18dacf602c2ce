import { createHash } from 'node:crypto';

/** Java's URLEncoder: space is "+", letters, digits and `* - _ .` stay, everything else is %XX in UTF-8. */
export function javaUrlEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2A', '*');
}

/** msgDigest: base64 of the raw MD5 over the encoded text of data, timestamp (ms) and check word. */
export function signSf(msgData: string, timestamp: string, checkword: string): string {
  return createHash('md5')
    .update(javaUrlEncode(`${msgData}${timestamp}${checkword}`))
    .digest('base64');
}
