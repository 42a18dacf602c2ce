import type { Phase } from '../workloads/phases.ts';
import { bestMean, perSecond, type Passage } from './passages.ts';

/** Orders that came and orders that were finished in one part of the load. */
export interface PhaseGoodput {
  readonly name: string;
  readonly offered: number;
  readonly accepted: number;
  /** Accepted in this part, and shown as sent in the twin at any time. */
  readonly finished: number;
  readonly acceptedPerSecond: number;
  /** Shown as sent in the twin while it lasted, whenever they came. */
  readonly shownPerSecond: number;
  /** From its first second until the last of its orders was shown. */
  readonly goodput: number;
  /** Milliseconds from push to shown of its orders. */
  readonly ms: readonly number[];
}

export function goodputOf(phases: readonly Phase[], passages: readonly Passage[], beganAt: number): readonly PhaseGoodput[] {
  let from = beganAt;
  return phases.map(({ name, seconds, from: first, to: last }) => {
    const start = from;
    const end = start + seconds * 1000;
    from = end;
    const mine = passages.filter(({ receivedAt }) => receivedAt >= start && receivedAt < end);
    const shown = mine.flatMap(({ shownAt }) => (shownAt === undefined ? [] : [shownAt]));
    const during = passages.filter(({ shownAt }) => shownAt !== undefined && shownAt >= start && shownAt < end).length;
    const lastShown = shown.reduce((latest, at) => Math.max(latest, at), end);
    const untilLast = passages.filter(({ shownAt }) => shownAt !== undefined && shownAt >= start && shownAt <= lastShown).length;
    return {
      name,
      offered: ((first + last) / 2) * seconds,
      accepted: mine.length,
      finished: shown.length,
      acceptedPerSecond: mine.length / seconds,
      shownPerSecond: during / seconds,
      goodput: untilLast / ((lastShown - start) / 1000),
      ms: mine.flatMap(({ receivedAt, shownAt }) => (shownAt === undefined ? [] : [shownAt - receivedAt])),
    };
  });
}

/** The best so many seconds in a row of the whole run. */
export function bestGoodput(passages: readonly Passage[], beganAt: number, seconds: number): number {
  return bestMean(
    perSecond(
      passages.map(({ shownAt }) => shownAt),
      beganAt,
    ),
    seconds,
  );
}
