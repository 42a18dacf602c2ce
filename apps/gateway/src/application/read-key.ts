import type { Clock } from '@orderloom/domain-kernel';
import { keepNewest } from '../domain/keep-newest.ts';
import { KeyRefused } from '../domain/partner-errors.ts';
import { parseKey } from './partner-key.ts';
import type { KeyHolder, PartnerKeys } from './partner-ports.ts';

export type KeyReader = {
  /** The holder of the key in an Authorization header. Throws KeyRefused. */
  readonly read: (authorization: string) => Promise<KeyHolder>;
  /** A key was changed: what is known of it is asked again. */
  readonly forget: (keyId: string) => void;
};

// A revoked key is seen by other gateway processes after this long.
const keptMs = 5_000;
const keptKeys = 10_000;
const usedEveryMs = 60_000;

/** Reads keys, each at most every 5 s, and notes their use at most once a minute. */
export function keyReader(deps: { readonly keys: Pick<PartnerKeys, 'holderOf' | 'used'>; readonly clock: Clock }): KeyReader {
  const kept = new Map<string, { readonly holder: KeyHolder | undefined; readonly until: number }>();
  const noted = new Map<string, number>();

  const holderOf = async (id: string, hash: Buffer, now: number): Promise<KeyHolder | undefined> => {
    const at = `${id} ${hash.toString('base64')}`;
    const known = kept.get(at);
    if (known !== undefined && known.until > now) return known.holder;
    kept.delete(at);
    const holder = await deps.keys.holderOf(id, hash);
    kept.set(at, { holder, until: now + keptMs });
    keepNewest(kept, keptKeys);
    return holder;
  };

  return {
    read: async (authorization) => {
      const now = deps.clock();
      const text = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
      const parsed = text === undefined ? undefined : parseKey(text);
      const holder = parsed === undefined ? undefined : await holderOf(parsed.id, parsed.hash, now.getTime());
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
      for (const at of kept.keys()) if (at.startsWith(`${keyId} `)) kept.delete(at);
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
