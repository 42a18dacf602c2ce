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

/**
 * A row that hears of one order seven times in a second is written seven times, unless what is said meets. From 1,250 events a second on an
 * order is written half as often, and from 2,000 on, as only a hub at its limit hears them, more seldom still: what a person sees may be half
 * a second old then. Below that nobody waits longer than a consumer's own pace.
 */
const TOGETHER: readonly Pace[] = [
  { least: 60, longest: 200, msPerEvent: 0.8 },
  { least: 60, longest: 500, msPerEvent: 0.5 },
];
/** What one order says at a time: after no more than this nobody waits, or contexts that speak of it in turn on a quiet hub would wait at each hop. */
const QUIET = 2;

/** The pace of a reader who takes what all contexts say in one transaction. */
export function paceTogether(events: number): number {
  return events <= QUIET ? 0 : Math.max(...TOGETHER.map((pace) => paceAfter(events, pace)));
}

/**
 * A message costs the broker and each of its readers the same whatever is in it. A quiet hub publishes at once; from 250 events a second of one
 * producer on fewer and fuller messages form, and fewer still from 500 on.
 */
const RELAY: readonly Pace[] = [
  { least: 20, longest: 60, msPerEvent: 4 },
  { least: 20, longest: 120, msPerEvent: 2 },
];

/** The pace of a relay, after a turn with so many events. */
export function paceRelay(events: number): number {
  return Math.max(...RELAY.map((pace) => paceAfter(events, pace)));
}
