import { initialValues, thresholdDefinitions, type ThresholdKind } from '../domain/threshold-definitions.ts';
import { readVersions } from '../persistence/threshold-store.ts';
import type { ThresholdVersion } from '../application/ports.ts';
import type { TowerContext } from './context.ts';

export function shownThresholds(row: ThresholdVersion) {
  const definitions = thresholdDefinitions[row.kind];
  const initial = initialValues(row.kind);
  const valueOf = (values: Readonly<Record<string, number>>, key: string): number => values[key] ?? initial[key] ?? 0;
  const { before } = row;
  return {
    kind: row.kind,
    version: row.version,
    inForce: row.in_force,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    note: row.note,
    restores: row.restores,
    values: definitions.map((one) => ({ ...one, value: valueOf(row.thresholds, one.key) })),
    changes:
      before === null
        ? []
        : definitions
            .filter(({ key }) => valueOf(before, key) !== valueOf(row.thresholds, key))
            .map(({ key, unit }) => ({ key, unit, before: valueOf(before, key), after: valueOf(row.thresholds, key) })),
  };
}

export async function thresholdsNow(kind: ThresholdKind, { pool }: Pick<TowerContext, 'pool'>) {
  const [row] = await readVersions(pool, { kind, limit: 1 });
  if (row === undefined) throw new Error(`no thresholds of ${kind} are published`);
  return shownThresholds(row);
}
