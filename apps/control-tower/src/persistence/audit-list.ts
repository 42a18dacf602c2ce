import type { Pool } from 'pg';

/** One act in the audit log. */
export interface AuditRow {
  readonly position: string;
  readonly id: string;
  readonly actorKind: string;
  readonly actor: string;
  readonly deed: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly orderId: string;
  readonly details: Readonly<Record<string, string>>;
  readonly actedAt: Date;
  readonly source: string;
}

export interface AuditFilter {
  readonly orderId?: string;
  readonly actor?: string;
  readonly deeds?: readonly string[];
  readonly subjectId?: string;
  readonly actorKind?: string;
  readonly from?: Date;
  readonly until?: Date;
}

/** Latest first, below `after`. */
export async function listAudit(
  pool: Pool,
  query: { readonly filter: AuditFilter; readonly limit: number; readonly after: string | number | undefined },
): Promise<readonly AuditRow[]> {
  const { filter } = query;
  const values: unknown[] = [];
  const value = (one: unknown): string => `$${values.push(one)}`;
  const parts: string[] = ['true'];
  if (filter.orderId !== undefined) parts.push(`order_id = ${value(filter.orderId)} and order_id <> ''`);
  if (filter.actor !== undefined) parts.push(`actor = ${value(filter.actor)}`);
  if (filter.deeds !== undefined) parts.push(`deed = any(${value(filter.deeds)})`);
  if (filter.subjectId !== undefined) parts.push(`subject_id = ${value(filter.subjectId)}`);
  if (filter.actorKind !== undefined) parts.push(`actor_kind = ${value(filter.actorKind)}`);
  if (filter.from !== undefined) parts.push(`acted_at >= ${value(filter.from)}`);
  if (filter.until !== undefined) parts.push(`acted_at < ${value(filter.until)}`);
  if (query.after !== undefined) parts.push(`position < ${value(query.after)}::bigint`);
  const { rows } = await pool.query<AuditRow>(
    `select position::text, id, actor_kind as "actorKind", actor, deed, subject_kind as "subjectKind", subject_id as "subjectId", order_id as "orderId",
            details, acted_at as "actedAt", source
       from audit_entry where ${parts.join(' and ')} order by audit_entry.position desc limit ${value(query.limit)}`,
    values,
  );
  return rows;
}

/** The deeds that stand in the log, each found by one step along the index. */
export async function listDeeds(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ deed: string }>(
    `with recursive known as (
       (select deed from audit_entry order by deed limit 1)
       union all
       select (select a.deed from audit_entry a where a.deed > known.deed order by a.deed limit 1) from known where known.deed is not null)
     select deed from known where deed is not null`,
  );
  return rows.map((row) => row.deed);
}
