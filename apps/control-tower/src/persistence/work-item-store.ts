import type { Tx } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import type { WorkItemRow } from '../application/ports.ts';
import { pools, type Pool, type WorkItemChange } from '../domain/work-items.ts';
import { appendSteps } from './work-item-steps.ts';
import type { NewStep } from '../application/ports.ts';

interface Row {
  readonly id: string;
  readonly pool: Pool;
  readonly order_id: string;
  readonly owner: string;
  readonly summary: WorkItemRow['summary'];
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
}

/** Opens and closes work items; of one matter the later deed counts. Answers with the rows that changed their state. */
export async function changeWorkItems(tx: Tx, changes: readonly WorkItemChange[]): Promise<readonly WorkItemRow[]> {
  const latest = latestPerMatter(changes);
  const opened = latest.filter((change) => change.kind === 'OPEN');
  const closed = latest.filter((change) => change.kind === 'CLOSE');
  const openedRows = opened.length === 0 ? [] : await open(tx, opened);
  const closedRows = closed.length === 0 ? [] : await close(tx, closed);
  await appendSteps(tx, [
    ...openedRows.map((row): NewStep => ({ id: row.id, kind: 'OPENED', actor: 'control-tower', target: '', note: '', at: row.openedAt })),
    ...closedRows.map((row): NewStep => ({
      id: row.id,
      kind: 'CLOSED',
      actor: row.closedBy ?? '',
      target: '',
      note: '',
      at: row.closedAt ?? row.openedAt,
    })),
  ]);
  return [...openedRows, ...closedRows];
}

async function open(tx: Tx, opened: readonly Extract<WorkItemChange, { kind: 'OPEN' }>[]): Promise<readonly WorkItemRow[]> {
  const { rows } = await tx.query<Row>(
    `insert into work_item (id, pool, matter, order_id, owner, summary, opened_at, due_at)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[])
     on conflict (pool, matter) do update
        set summary = excluded.summary, order_id = excluded.order_id, owner = excluded.owner,
            opened_at = excluded.opened_at, due_at = excluded.due_at,
            closed_at = null, closed_by = null, ended_by_person = false, assignee = '', assigned_at = null
      where work_item.closed_at < excluded.opened_at
     returning *`,
    [
      opened.map(() => uuidv7()),
      opened.map((change) => change.pool),
      opened.map((change) => change.matter),
      opened.map((change) => change.orderId),
      opened.map((change) => pools[change.pool].owner),
      opened.map((change) => JSON.stringify(change.summary)),
      opened.map((change) => new Date(change.at)),
      opened.map((change) => new Date(change.dueAt ?? change.at + pools[change.pool].dueAfter)),
    ],
  );
  return rows.map(workItemRow);
}

async function close(tx: Tx, closed: readonly Extract<WorkItemChange, { kind: 'CLOSE' }>[]): Promise<readonly WorkItemRow[]> {
  const { rows } = await tx.query<Row>(
    `update work_item w set closed_at = t.at, closed_by = t.by
       from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) as t (pool, matter, at, by)
      where w.pool = t.pool and w.matter = t.matter and w.closed_at is null and w.opened_at <= t.at returning w.*`,
    [
      closed.map((change) => change.pool),
      closed.map((change) => change.matter),
      closed.map((change) => new Date(change.at)),
      closed.map((change) => change.by),
    ],
  );
  return rows.map(workItemRow);
}

function latestPerMatter(changes: readonly WorkItemChange[]): readonly WorkItemChange[] {
  const latest = new Map<string, WorkItemChange>();
  for (const change of changes) {
    const key = `${change.pool}/${change.matter}`;
    const before = latest.get(key);
    if (before === undefined || change.at >= before.at) latest.set(key, change);
  }
  return [...latest.values()].toSorted((a, b) => (`${a.pool}/${a.matter}` < `${b.pool}/${b.matter}` ? -1 : 1));
}

function workItemRow(row: Row): WorkItemRow {
  return {
    id: row.id,
    pool: row.pool,
    orderId: row.order_id,
    owner: row.owner,
    summary: row.summary,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
  };
}
