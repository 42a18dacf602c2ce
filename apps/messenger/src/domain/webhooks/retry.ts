const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A delivery that did not succeed in this time has failed; an endpoint at which nothing did is disabled. */
export const GIVE_UP_AFTER_MS = 72 * HOUR;

const pauses = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR] as const;
const longestPause = 6 * HOUR;
const longestWish = HOUR;

/**
 * The pause after try number `tries` (1 for the first), a fifth more or less so that what failed together does not come back together.
 * What the receiver wished for (Retry-After) is kept where it is more, up to an hour.
 */
export function pauseAfter(tries: number, random: number, wishedMs: number): number {
  const pause = pauses[tries - 1] ?? longestPause;
  return Math.max(Math.round(pause * (0.8 + random * 0.4)), Math.min(wishedMs, longestWish));
}

export type Outcome = 'DELIVERED' | 'AGAIN' | 'FAILED';

/** What one try means for its delivery. Every 2xx is a yes; a redirect is not followed and so is none. */
export function outcomeOf(
  answered: { readonly status: number | undefined },
  times: { readonly firstTriedAt: Date; readonly now: Date },
): Outcome {
  if (answered.status !== undefined && answered.status >= 200 && answered.status < 300) return 'DELIVERED';
  return times.now.getTime() - times.firstTriedAt.getTime() >= GIVE_UP_AFTER_MS ? 'FAILED' : 'AGAIN';
}

/** Whether the receiver was away, rather than displeased with this one event. */
export function isAway(status: number | undefined): boolean {
  return status === undefined || status === 429 || status === 502 || status === 503 || status === 504;
}
