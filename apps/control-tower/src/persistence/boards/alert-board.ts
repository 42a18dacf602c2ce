import type { Pool } from 'pg';
import { levelOf, type WatchLevel } from '../../domain/alert-rules.ts';
import { thresholdsOf } from '../../domain/judge-watches.ts';
import type { InForce } from '../../domain/threshold-definitions.ts';
import { listAlerts } from '../alert-store.ts';
import { readWatches } from '../watches.ts';
import { boardAge } from './board-age.ts';
import { remember } from './remember.ts';

const MOST_OPEN = 200;
const WORST_FIRST: readonly WatchLevel[] = ['RED', 'ORANGE', 'GREEN', 'NO_DATA'];

/** All watched figures as they are now, and the three levels. */
export async function alertBoard(pool: Pool, asked: { readonly now: Date; readonly thresholds: InForce }) {
  const { now, thresholds } = asked;
  const [age, watches, open] = await Promise.all([
    boardAge(pool, now),
    measured(pool, 'now', () => readWatches(pool, now)),
    listAlerts(pool, { open: true, limit: MOST_OPEN, after: undefined }),
  ]);
  const shown = watches.map((watch) => {
    const limits = thresholdsOf(watch, thresholds);
    const alert = open.find((one) => one.rule === watch.rule && one.subject === watch.subject);
    const level = levelOf(watch.value, limits);
    return {
      rule: watch.rule,
      subject: watch.subject,
      // An alert stays at the level that it reached until its figure is well again.
      level: alert?.level ?? level,
      value: watch.value ?? null,
      unit: watch.unit,
      orangeFrom: limits.orange,
      redFrom: limits.red,
      owner: watch.owner,
      alert: alert ?? null,
    };
  });
  return {
    age,
    red: open.filter((alert) => alert.level === 'RED').length,
    orange: open.filter((alert) => alert.level === 'ORANGE').length,
    green: shown.filter((watch) => watch.level === 'GREEN' && watch.alert === null).length,
    thresholdsVersion: thresholds.version,
    watches: shown.toSorted((a, b) => WORST_FIRST.indexOf(a.level) - WORST_FIRST.indexOf(b.level)),
  };
}

/** Many people look at one wall: the figures of these seconds serve all of them. */
const measured = remember<Awaited<ReturnType<typeof readWatches>>>(2_000);
