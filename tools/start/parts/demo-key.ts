import { createHmac } from 'node:crypto';
import type { Secrets } from './secrets.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The API key of a demo: of this data folder and the same at each start, so that it needs no place of its own. */
export function demoKeyOf({ HUB_INTERNAL_KEY }: Pick<Secrets, 'HUB_INTERNAL_KEY'>): string {
  const text = (purpose: string, length: number): string => {
    let number = BigInt(`0x${createHmac('sha512', HUB_INTERNAL_KEY).update(`orderloom demo key ${purpose}`).digest('hex')}`);
    let written = '';
    for (; written.length < length; number /= 62n) written += base62.charAt(Number(number % 62n));
    return written;
  };
  return `olk_live_${text('id', 12)}_${text('secret', 43)}`;
}
