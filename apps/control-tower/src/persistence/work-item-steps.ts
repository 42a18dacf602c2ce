import type { Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { NewStep } from '../application/ports.ts';
import type { StepKind } from '../domain/work-item-deeds.ts';

/** One thing that happened to a work item. */
export interface WorkItemStep extends NewStep {
  readonly position: string;
}

export async function appendSteps(tx: Tx, steps: readonly NewStep[]): Promise<void> {
  if (steps.length === 0) return;
  await tx.query(
    `insert into work_item_step (work_item_id, kind, actor, target, note, at)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
    [
      steps.map((step) => step.id),
      steps.map((step) => step.kind),
      steps.map((step) => step.actor),
      steps.map((step) => step.target),
      steps.map((step) => step.note),
      steps.map((step) => step.at),
    ],
  );
}

/** All that happened to each of these items, oldest first. */
export async function readSteps(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, readonly WorkItemStep[]>> {
  const { rows } = await pool.query<{
    id: string;
    work_item_id: string;
    kind: StepKind;
    actor: string;
    target: string;
    note: string;
    at: Date;
  }>('select id, work_item_id, kind, actor, target, note, at from work_item_step where work_item_id = any($1) order by id', [ids]);
  return Map.groupBy(
    rows.map((row) => ({
      id: row.work_item_id,
      position: row.id,
      kind: row.kind,
      actor: row.actor,
      target: row.target,
      note: row.note,
      at: row.at,
    })),
    (step) => step.id,
  );
}
