import type { Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { ThresholdVersion } from '../application/ports.ts';
import type { ThresholdKind, ThresholdValues } from '../domain/threshold-definitions.ts';

const VERSIONS = `select v.*, lag(thresholds) over (partition by kind order by version) as before,
  version = max(version) over (partition by kind) as in_force from threshold_version v`;

export async function readVersions(
  db: { readonly query: Tx['query'] },
  query: { readonly kind: ThresholdKind; readonly before?: number | undefined; readonly version?: number; readonly limit: number },
): Promise<readonly ThresholdVersion[]> {
  const { rows } = await db.query<ThresholdVersion>(
    `select * from (${VERSIONS}) v where kind = $1 and ($2::int is null or version < $2) and ($3::int is null or version = $3)
      order by version desc limit $4`,
    [query.kind, query.before ?? null, query.version ?? null, query.limit],
  );
  return rows;
}

export async function countVersions(pool: Pool, kind: ThresholdKind): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from threshold_version where kind = $1', [kind]);
  return rows[0]?.count ?? 0;
}

/** Locks what is published of a kind, so that two persons cannot publish at once. */
export async function lockVersions(tx: Tx, kind: ThresholdKind): Promise<void> {
  await tx.query('select 1 from threshold_version where kind = $1 order by version for update', [kind]);
}

export async function addVersion(
  tx: Tx,
  one: {
    readonly kind: ThresholdKind;
    readonly version: number;
    readonly values: ThresholdValues;
    readonly by: string;
    readonly note: string;
    readonly restores: number | null;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into threshold_version (kind, version, thresholds, published_at, published_by, note, restores, applied_at)
     values ($1, $2, $3, $4, $5, $6, $7, case when $1 = 'GATES' then null else $4::timestamptz end)`,
    [one.kind, one.version, JSON.stringify(one.values), one.now, one.by, one.note, one.restores],
  );
}
