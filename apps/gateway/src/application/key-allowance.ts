import type { Clock } from '@orderloom/domain-kernel';
import { keepNewest } from '../domain/keep-newest.ts';
import { RateLimited } from '../domain/partner-errors.ts';
import { tokenBucket, type TokenBucket } from '../domain/token-bucket.ts';
import type { KeyHolder } from './partner-ports.ts';

/** What one key may still do in this minute. */
export type Allowance = {
  /** Throws RateLimited. */
  readonly takeRequest: () => void;
  /** Throws RateLimited. */
  readonly takeCost: (cost: number) => void;
  readonly cost: () => { readonly remaining: number; readonly resetsInSeconds: number };
  readonly headers: () => Readonly<Record<string, string>>;
};

const keptKeys = 10_000;

type Buckets = { readonly requests: TokenBucket; readonly cost: TokenBucket; readonly of: string };

/** Buckets of this process, one pair for each key; a key whose limits were changed gets new ones. */
export function keyAllowances(clock: Clock): (holder: KeyHolder) => Allowance {
  const kept = new Map<string, Buckets>();
  const bucketsOf = ({ keyId, requestsPerMinute, costPerMinute }: KeyHolder): Buckets => {
    const of = `${requestsPerMinute} ${costPerMinute}`;
    const known = kept.get(keyId);
    if (known?.of === of) return known;
    const now = clock().getTime();
    const made = { of, requests: tokenBucket(requestsPerMinute, now), cost: tokenBucket(costPerMinute, now) };
    kept.set(keyId, made);
    keepNewest(kept, keptKeys);
    return made;
  };
  return (holder) => {
    const { requests, cost } = bucketsOf(holder);
    const now = (): number => clock().getTime();
    const take = (bucket: TokenBucket, tokens: number, what: string): void => {
      if (bucket.take(tokens, now())) return;
      throw new RateLimited(`The ${what} of this key for the minute are spent.`, { retryAfterSeconds: bucket.turnIn(tokens, now()) });
    };
    return {
      takeRequest: () => take(requests, 1, 'requests'),
      takeCost: (price) => take(cost, price, 'cost units'),
      cost: () => ({ remaining: cost.remaining(now()), resetsInSeconds: cost.resetSeconds(now()) }),
      // draft-ietf-httpapi-ratelimit-headers: policies, and what is left of each.
      headers: () => ({
        'ratelimit-policy': `"requests";q=${holder.requestsPerMinute};w=60, "cost";q=${holder.costPerMinute};w=60`,
        ratelimit: `"requests";r=${requests.remaining(now())};t=${requests.resetSeconds(now())}, "cost";r=${cost.remaining(now())};t=${cost.resetSeconds(now())}`,
      }),
    };
  };
}
