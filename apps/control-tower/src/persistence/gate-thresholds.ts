import type { Pool } from 'pg';
import { defaultThresholds, type GateThresholds } from '../domain/thresholds.ts';

/** The published thresholds, kept in memory and read again every few seconds. */
export interface PublishedThresholds {
  current(): GateThresholds;
  refresh(): Promise<void>;
}

export async function publishedThresholds(pool: Pool): Promise<PublishedThresholds> {
  await pool.query(
    `insert into gate_thresholds (version, thresholds, published_at, published_by) values ($1, $2, now(), 'orderloom') on conflict do nothing`,
    [defaultThresholds.version, JSON.stringify(defaultThresholds)],
  );
  let current = defaultThresholds;
  const refresh = async (): Promise<void> => {
    const { rows } = await pool.query<{ version: number; thresholds: Partial<GateThresholds> }>(
      'select version, thresholds from gate_thresholds order by version desc limit 1',
    );
    const row = rows[0];
    if (row !== undefined) current = { ...defaultThresholds, ...row.thresholds, version: row.version };
  };
  await refresh();
  return { current: () => current, refresh };
}
