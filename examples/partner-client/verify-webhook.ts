import { createHmac, timingSafeEqual } from 'node:crypto';

const toleranceSeconds = 300;

/** What came is not by the hub, or not of now. */
export class NotVerified extends Error {
  override readonly name = 'NotVerified';
}

/**
 * The Standard Webhooks scheme without a library. Takes the bytes as they came; throws NotVerified for a signature by none of the secrets
 * (two in a rotation), and for a time more than five minutes off. Keep the ids: the same event has the same id at every try.
 */
export function verifyWebhook(
  secrets: readonly string[],
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  bytes: Uint8Array,
  now: Date = new Date(),
): { readonly id: string; readonly body: unknown } {
  const [id, timestamp, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name]);
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof given !== 'string') throw new NotVerified('a header is missing');
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  if (!(Math.abs(now.getTime() / 1_000 - seconds) <= toleranceSeconds)) throw new NotVerified('the time is more than five minutes off');
  const signatures = given.split(' ').flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []));
  for (const secret of secrets) {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(bytes).digest();
    if (signatures.some((one) => one.length === expected.length && timingSafeEqual(one, expected)))
      return { id, body: JSON.parse(Buffer.from(bytes).toString('utf8')) };
  }
  throw new NotVerified('no signature is by a secret of ours');
}
