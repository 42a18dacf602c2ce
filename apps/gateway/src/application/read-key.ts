import type { Clock } from '@orderloom/domain-kernel';
import { keepNewest } from '../domain/keep-newest.ts';
import { KeyRefused } from '../domain/partner-errors.ts';
import { parseKey, type KeyText } from './partner-key.ts';
import type { KeyHolder, PartnerKeys } from './partner-ports.ts';
import { unknownKeys } from './unknown-keys.ts';

export type KeyReader = {
  /** The holder of the key in an Authorization header that came from this address. Throws KeyRefused or RateLimited. */
  readonly read: (authorization: string, address: string) => Promise<KeyHolder>;
  /** A key was changed: what is known of it is asked again. */
  readonly forget: (keyId: string) => void;
};

// A revoked key is seen by other gateway processes after this long.
const keptMs = 5_000;
const keptKeys = 10_000;
const usedEveryMs = 60_000;

/** Reads keys, each at most every 5 s, and notes their use at most once a minute. */
export function keyReader(deps: { readonly keys: Pick<PartnerKeys, 'holderOf' | 'used'>; readonly clock: Clock }): KeyReader {
  // Only keys that somebody has: invented ones would push them out. One whose time is over is asked again, without standing in line.
  const kept = new Map<string, { readonly holder: KeyHolder; readonly until: number }>();
  const asking = new Map<string, Promise<KeyHolder | undefined>>();
  const unknown = unknownKeys(deps.clock);
  const noted = new Map<string, number>();

  const holderOf = ({ id, hash }: KeyText, address: string): Promise<KeyHolder | undefined> => {
    const at = `${id} ${hash.toString('base64')}`;
    const known = kept.get(at);
    if (known !== undefined && known.until > deps.clock().getTime()) return Promise.resolve(known.holder);
    const running = asking.get(at);
    if (running !== undefined) return running;
    const ask = (): Promise<KeyHolder | undefined> => deps.keys.holderOf(id, hash);
    const asked = (known === undefined ? unknown.lookUp(address, ask) : ask())
      .then((holder) => {
        // A key that was changed meanwhile is asked again.
        if (asking.get(at) !== asked) return holder;
        kept.delete(at);
        if (holder !== undefined) kept.set(at, { holder, until: deps.clock().getTime() + keptMs });
        keepNewest(kept, keptKeys);
        return holder;
      })
      .finally(() => {
        if (asking.get(at) === asked) asking.delete(at);
      });
    asking.set(at, asked);
    return asked;
  };

  return {
    read: async (authorization, address) => {
      const now = deps.clock();
      const text = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
      const parsed = text === undefined ? undefined : parseKey(text);
      const holder = parsed === undefined ? undefined : await holderOf(parsed, address);
      if (parsed === undefined || holder === undefined || holder.environment !== parsed.environment)
        throw new KeyRefused('KEY_UNKNOWN', 'This is no key of this hub.');
      requireGood(holder, now);
      if (now.getTime() - (noted.get(holder.keyId) ?? 0) >= usedEveryMs) {
        noted.set(holder.keyId, now.getTime());
        await deps.keys.used(holder.keyId, now);
      }
      return holder;
    },
    forget: (keyId) => {
      for (const keys of [kept, asking]) for (const at of keys.keys()) if (at.startsWith(`${keyId} `)) keys.delete(at);
    },
  };
}

function requireGood(holder: KeyHolder, now: Date): void {
  if (holder.revokedAt !== null) throw new KeyRefused('KEY_REVOKED', 'This key was revoked.');
  if (isOver(holder.endsAt, now)) throw new KeyRefused('KEY_ENDED', 'This key has ended.');
  if (isOver(holder.secretEndsAt, now)) throw new KeyRefused('KEY_ENDED', 'This secret was replaced by a newer one.');
}

function isOver(end: Date | null, now: Date): boolean {
  return end !== null && end.getTime() <= now.getTime();
}
