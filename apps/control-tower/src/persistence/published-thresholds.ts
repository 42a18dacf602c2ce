import type { Pool } from 'pg';
import type { PublishedThresholds } from '../application/ports.ts';
import { initialValues, thresholdKinds, type InForce, type ThresholdKind, type ThresholdValues } from '../domain/threshold-definitions.ts';
import { defaultThresholds, type GateThresholds } from '../domain/thresholds.ts';

export async function publishedThresholds(pool: Pool): Promise<PublishedThresholds> {
  await pool.query(
    `insert into threshold_version (kind, version, thresholds, published_at, published_by, applied_at)
     select kind, 1, thresholds, now(), 'orderloom', now() from unnest($1::text[], $2::jsonb[]) as t (kind, thresholds)
      where not exists (select from threshold_version v where v.kind = t.kind) on conflict do nothing`,
    [thresholdKinds, thresholdKinds.map((kind) => JSON.stringify(initialValues(kind)))],
  );
  const current = new Map<ThresholdKind, InForce>(thresholdKinds.map((kind) => [kind, { version: 1, values: initialValues(kind) }]));
  const inForce = (kind: ThresholdKind): InForce => current.get(kind) ?? { version: 1, values: initialValues(kind) };
  let gates = gateThresholds(inForce('GATES'));
  const refresh = async (): Promise<void> => {
    const { rows } = await pool.query<{ kind: ThresholdKind; version: number; thresholds: ThresholdValues }>(
      'select distinct on (kind) kind, version, thresholds from threshold_version order by kind, version desc',
    );
    // A threshold that came with a newer release has its first value until somebody publishes another.
    for (const row of rows) current.set(row.kind, { version: row.version, values: { ...initialValues(row.kind), ...row.thresholds } });
    gates = gateThresholds(inForce('GATES'));
  };
  await refresh();
  return { gates: () => gates, inForce, refresh };
}

export function gateThresholds({ version, values }: InForce): GateThresholds {
  return { ...defaultThresholds, ...values, version };
}
