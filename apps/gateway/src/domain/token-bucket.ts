/** Tokens that come back evenly: `perMinute` of them within a minute, never more than that many at once. */
export type TokenBucket = {
  /** Takes so many and says whether they were there; takes none when they were not. */
  readonly take: (tokens: number, now: number) => boolean;
  readonly remaining: (now: number) => number;
  /** Whole seconds until so many are there; 0 is now. */
  readonly secondsUntil: (tokens: number, now: number) => number;
  /** Whole seconds until it is full again. */
  readonly resetSeconds: (now: number) => number;
};

export function tokenBucket(perMinute: number, now: number): TokenBucket {
  const perMs = perMinute / 60_000;
  let tokens = perMinute;
  let at = now;
  const refill = (to: number): void => {
    tokens = Math.min(perMinute, tokens + Math.max(0, to - at) * perMs);
    at = Math.max(at, to);
  };
  const secondsUntil: TokenBucket['secondsUntil'] = (wanted, to) => {
    refill(to);
    return Math.max(0, Math.ceil((Math.min(wanted, perMinute) - tokens) / perMs / 1000));
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
    secondsUntil,
    resetSeconds: (to) => secondsUntil(perMinute, to),
  };
}
