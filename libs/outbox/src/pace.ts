/**
 * How far apart turns begin, in milliseconds, after one that took so many events: the least on a quiet hub, and longer up to the longest
 * the more is said, so that what is said meets. It is a switch more than a slope: above 1,000 / `msPerEvent` events a second each turn
 * finds more than the one before it, below them less.
 */
export interface Pace {
  readonly least: number;
  readonly longest: number;
  readonly msPerEvent: number;
}

export function paceAfter(events: number, { least, longest, msPerEvent }: Pace): number {
  return Math.min(longest, Math.max(least, events * msPerEvent));
}
