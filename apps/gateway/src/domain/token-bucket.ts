/** Tokens that come back evenly: `perMinute` of them within a minute, never more than that many at once. */
export type TokenBucket = {
  /** Takes so many and says whether they were there; takes none when they were not. */
  readonly take: (tokens: number, now: number) => boolean;
  readonly remaining: (now: number) => number;
  /**
   * Whole seconds after which a caller that was refused so many may come again. Each is told a turn of its own: told all the same time,
   * a thousand would come back for one token.
   */
  readonly turnIn: (tokens: number, now: number) => number;
  /** Whole seconds until it is full again. */
  readonly resetSeconds: (now: number) => number;
};

const longestWaitMs = 60_000;

export function tokenBucket(perMinute: number, now: number): TokenBucket {
  const perMs = perMinute / 60_000;
  let tokens = perMinute;
  let at = now;
  const refill = (to: number): void => {
    tokens = Math.min(perMinute, tokens + Math.max(0, to - at) * perMs);
    at = Math.max(at, to);
  };
  // Until then all that comes back is promised to callers who were told to wait for it.
  let promisedUntil = now;
  const msUntil = (wanted: number, to: number): number => {
    refill(to);
    return Math.max(0, (Math.min(wanted, perMinute) - tokens) / perMs);
  };
  return {
    take: (wanted, to) => {
      refill(to);
      if (wanted > tokens) return false;
      tokens -= wanted;
      return true;
    },
    remaining: (to) => {
      refill(to);
      return Math.floor(tokens);
    },
    turnIn: (wanted, to) => {
      const turn = Math.max(to + msUntil(wanted, to), promisedUntil);
      // Who asks on without waiting must not push the turns of others beyond the minute.
      if (turn - to < longestWaitMs) promisedUntil = turn + Math.min(wanted, perMinute) / perMs;
      return Math.max(1, Math.ceil(Math.min(turn - to, longestWaitMs) / 1000));
    },
    resetSeconds: (to) => Math.ceil(msUntil(perMinute, to) / 1000),
  };
}
