import { levelOf } from './alert-rules.ts';
import type { AlertRow, Watched } from './alerts.ts';
import type { InForce } from './threshold-definitions.ts';

export interface JudgedAlert {
  readonly alert: AlertRow;
  readonly change: 'RAISED' | 'ESCALATED' | 'CLOSED' | 'SAME';
}

/** The two thresholds of a figure: of its subject where it has some of its own, else of its rule. */
export function thresholdsOf(watch: { readonly rule: string; readonly subject: string }, { values }: InForce) {
  const own = `${watch.rule}.${watch.subject}`;
  const stem = values[`${own}.orange`] === undefined ? watch.rule : own;
  return { orange: values[`${stem}.orange`] ?? Infinity, red: values[`${stem}.red`] ?? Infinity };
}

/** A span that swings around its threshold is one alert, not many: it is well again some way below. */
const WELL_BELOW = 0.9;

/** What becomes of the alerts when these figures are seen. An alert never sinks from red to orange: it ends when its figure is well again. */
export function judgeWatches(seen: {
  readonly watches: readonly Watched[];
  readonly open: readonly AlertRow[];
  readonly thresholds: InForce;
  readonly now: Date;
  readonly newId: () => string;
}): readonly JudgedAlert[] {
  const { thresholds, now } = seen;
  const openOf = new Map(seen.open.map((alert) => [`${alert.rule}/${alert.subject}`, alert]));
  const judged = seen.watches.flatMap((watch): readonly JudgedAlert[] => {
    const limits = thresholdsOf(watch, thresholds);
    const level = levelOf(watch.value, limits);
    const key = `${watch.rule}/${watch.subject}`;
    const before = openOf.get(key);
    openOf.delete(key);
    // Nothing can be said without data: an open alert waits for its figure.
    if (level === 'NO_DATA' && before !== undefined) return [{ alert: { ...before, looked_at: now }, change: 'SAME' }];
    if (level === 'NO_DATA') return [];
    const { count, place, set } = watch.door;
    const value = watch.value ?? 0;
    const figure = { value, unit: watch.unit, thresholds_version: thresholds.version, finding: watch.finding, owner: watch.owner };
    const seenNow = { ...figure, count, place, set, looked_at: now };
    if (level === 'GREEN' && before !== undefined) {
      const isWell = watch.unit === 'COUNT' || value < limits.orange * WELL_BELOW;
      return [
        isWell
          ? { alert: { ...before, ...seenNow, closed_at: now }, change: 'CLOSED' }
          : { alert: { ...before, ...seenNow }, change: 'SAME' },
      ];
    }
    if (level === 'GREEN') return [];
    if (before === undefined) {
      const fresh = { id: seen.newId(), rule: watch.rule, subject: watch.subject, since: now, closed_at: null };
      const escalated_at = level === 'RED' ? now : null;
      return [
        { alert: { ...fresh, ...seenNow, level, threshold: limits[level === 'RED' ? 'red' : 'orange'], escalated_at }, change: 'RAISED' },
      ];
    }
    if (before.level === 'ORANGE' && level === 'RED') {
      return [{ alert: { ...before, ...seenNow, level, threshold: limits.red, escalated_at: now }, change: 'ESCALATED' }];
    }
    return [{ alert: { ...before, ...seenNow, threshold: limits[before.level === 'RED' ? 'red' : 'orange'] }, change: 'SAME' }];
  });
  // What is watched no longer, such as a shop that is gone, cannot stay an alert.
  const gone = [...openOf.values()].map((alert) => ({ alert: { ...alert, closed_at: now, looked_at: now }, change: 'CLOSED' as const }));
  return [...judged, ...gone];
}
