import type { Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { AlertRow } from '../domain/alerts.ts';

export interface ToldRow {
  readonly alert_id: string;
  readonly message_id: string;
  readonly told: string;
  readonly transport: string;
  readonly level: string;
  readonly at: Date;
}

/** Open alerts, locked: only one replica at a time watches. Undefined when another one does. */
export async function lockOpenAlerts(tx: Tx): Promise<readonly AlertRow[] | undefined> {
  const { rows: locks } = await tx.query<{ locked: boolean }>(`select pg_try_advisory_xact_lock(hashtext('orderloom alerts')) as locked`);
  if (locks[0]?.locked !== true) return undefined;
  const { rows } = await tx.query<AlertRow>('select * from alert where closed_at is null');
  return rows;
}

const COLUMNS = {
  id: 'uuid',
  rule: 'text',
  subject: 'text',
  level: 'text',
  value: 'float8',
  unit: 'text',
  threshold: 'float8',
  thresholds_version: 'integer',
  finding: 'jsonb',
  owner: 'text',
  place: 'text',
  set: 'text',
  count: 'integer',
  since: 'timestamptz',
  escalated_at: 'timestamptz',
  closed_at: 'timestamptz',
  looked_at: 'timestamptz',
} as const satisfies Readonly<Record<keyof AlertRow, string>>;

const NAMES = Object.keys(COLUMNS) as readonly (keyof AlertRow)[]; // the keys are written out above

/** Writes alerts as they are now, new ones and known ones. */
export async function putAlerts(tx: Tx, alerts: readonly AlertRow[]): Promise<void> {
  if (alerts.length === 0) return;
  const arrays = NAMES.map((name, index) => `$${index + 1}::${COLUMNS[name]}[]`).join(', ');
  const changes = NAMES.filter((name) => name !== 'id').map((name) => `"${name}" = excluded."${name}"`);
  await tx.query(
    `insert into alert (${NAMES.map((name) => `"${name}"`).join(', ')}) select * from unnest(${arrays})
     on conflict (id) do update set ${changes.join(', ')}`,
    NAMES.map((name) => alerts.map((alert) => (name === 'finding' ? JSON.stringify(alert.finding) : alert[name]))),
  );
}

export async function readTold(pool: Pool, alertIds: readonly string[]): Promise<ReadonlyMap<string, readonly ToldRow[]>> {
  const { rows } = await pool.query<ToldRow>('select * from alert_told where alert_id = any($1) order by at, message_id', [alertIds]);
  return Map.groupBy(rows, (row) => row.alert_id);
}

export interface AlertQuery {
  readonly open?: boolean;
  readonly levels?: readonly string[];
  readonly rules?: readonly string[];
}

/** Open ones first, red before orange, longest first; then closed ones, latest first. One number orders them all. */
const RANK = `case when closed_at is null then (case level when 'RED' then 0 else 1e15 end) + extract(epoch from since)
  else 4e15 - extract(epoch from closed_at) end`;

export async function listAlerts(
  pool: Pool,
  query: AlertQuery & { readonly limit: number; readonly after: readonly (string | number)[] | undefined },
): Promise<readonly (AlertRow & { readonly rank: string })[]> {
  const { rows } = await pool.query<AlertRow & { readonly rank: string }>(
    `select * from (select *, (${RANK})::numeric::text as rank, (${RANK})::numeric as position from alert where ${CHOSEN}) a
      where $4::numeric is null or (position, id) > ($4::numeric, $5::uuid) order by position, id limit $6`,
    [...chosen(query), query.after?.[0] ?? null, query.after?.[1] ?? null, query.limit],
  );
  return rows;
}

export async function countAlerts(pool: Pool, query: AlertQuery): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from alert where ${CHOSEN}`, [...chosen(query)]);
  return rows[0]?.count ?? 0;
}

const CHOSEN = `($1::bool is null or (closed_at is null) = $1) and ($2::text[] is null or level = any($2)) and ($3::text[] is null or rule = any($3))`;

function chosen(query: AlertQuery): readonly unknown[] {
  return [query.open ?? null, query.levels ?? null, query.rules ?? null];
}

export async function readAlerts(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, AlertRow>> {
  const { rows } = await pool.query<AlertRow>('select * from alert where id = any($1)', [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}
