import { repeat } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { daySpan, dayBefore, dayOf } from '../domain/shanghai-day.ts';
import { applyThresholds } from './apply-thresholds.ts';
import type { PublishedThresholds, TowerDeps } from './ports.ts';
import { watchFigures } from './watch-figures.ts';

const DELAYS_EVERY_MS = 2_000;
const WATCH_EVERY_MS = 10_000;
const DAYS_EVERY_MS = 300_000;
const FILL_EVERY_MS = 3_600_000;

export interface BoardsUpkeep {
  stop(): Promise<void>;
}

/** What boards need besides the facts themselves: sums, days that are over, watched figures, and orders measured by new thresholds. */
export function keepBoards(
  deps: TowerDeps,
  pool: Pool,
  published: PublishedThresholds,
  onTrouble: (what: string, error: unknown) => void,
): BoardsUpkeep {
  // New orders get their figures with their first fact: one walk over all the others is enough.
  let filled = false;
  const works = [
    repeat(
      DELAYS_EVERY_MS,
      () => deps.store.sumUpDelays(pool),
      (error) => onTrouble('sum up delays', error),
    ),
    repeat(
      DELAYS_EVERY_MS,
      () => applyThresholds(deps, pool, published),
      (error) => onTrouble('apply thresholds', error),
    ),
    repeat(
      WATCH_EVERY_MS,
      () => watchFigures(deps, pool, published),
      (error) => onTrouble('watch figures', error),
    ),
    repeat(
      FILL_EVERY_MS,
      async () => {
        if (filled) return;
        await deps.store.fillFigures(pool, deps.thresholds);
        filled = true;
      },
      (error) => onTrouble('fill figures', error),
    ),
    repeat(
      DAYS_EVERY_MS,
      async () => {
        const now = deps.now();
        await deps.store.sumUpDays(pool, daySpan(dayBefore(dayOf(now), 2)).from);
        await deps.store.keepHealthDays(pool, now, published.inForce('INDICATORS').version);
      },
      (error) => onTrouble('keep days', error),
    ),
  ];
  return {
    stop: async () => {
      await Promise.all(works.map((work) => work.stop()));
    },
  };
}
