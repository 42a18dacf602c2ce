import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { requireInternalKey, type InternalKey } from './identity.ts';

/** What a link without sign-in opens: `p` the buyer's page of one order, `card` the landing page of one message to staff. */
export type DoorPurpose = 'p' | 'card';

export type Door = { readonly purpose: DoorPurpose; readonly subject: string };

const SECONDS_A_DAY = 86_400;
const MAC_BYTES = 16;

/** A link's token: whoever holds it may read this one thing until `days` from now. URL-safe, 60 to 120 characters. */
export function signDoor(internalKey: InternalKey, door: Door, days: number, now: Date = new Date()): string {
  const until = Math.ceil(now.getTime() / 1000 / SECONDS_A_DAY) + days;
  const body = Buffer.from(`${door.purpose}\n${until.toString(36)}\n${door.subject}`).toString('base64url');
  return `${body}.${mac(internalKey, body).toString('base64url')}`;
}

/** What the token opens, or undefined: forged, of another purpose, or past its time. */
export function readDoor(internalKey: InternalKey, purpose: DoorPurpose, token: string, now: Date = new Date()): string | undefined {
  const [body, given, ...rest] = token.split('.');
  if (body === undefined || given === undefined || rest.length > 0) return undefined;
  const expected = mac(internalKey, body);
  const got = Buffer.from(given, 'base64url');
  // The text too: base64url has several spellings of one value, and one link has one.
  if (got.toString('base64url') !== given || got.length !== expected.length || !timingSafeEqual(got, expected)) return undefined;
  const [is, until, ...subject] = Buffer.from(body, 'base64url').toString('utf8').split('\n');
  if (is !== purpose || until === undefined) return undefined;
  return Number.parseInt(until, 36) * SECONDS_A_DAY > now.getTime() / 1000 ? subject.join('\n') : undefined;
}

function mac(internalKey: InternalKey, body: string): Buffer {
  return createHmac('sha256', doorKeyOf(internalKey)).update(body).digest().subarray(0, MAC_BYTES);
}

// Deriving a key and making an object of it costs several times what the signature does.
const doorKeys = new WeakMap<Uint8Array, KeyObject>();

/** A key of its own: a link never passes for an identity between services, nor the other way round. */
function doorKeyOf(internalKey: InternalKey): KeyObject {
  const known = typeof internalKey === 'string' ? undefined : doorKeys.get(internalKey);
  if (known !== undefined) return known;
  const bytes = requireInternalKey(internalKey);
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), 'orderloom door', 32)));
  doorKeys.set(bytes, key);
  return key;
}
