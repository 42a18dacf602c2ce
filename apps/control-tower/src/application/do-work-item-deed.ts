import { ActorKind, type AuditRecorded } from '@orderloom/contracts/hub/common/v1/types';
import type { HubEvent } from '@orderloom/contracts';
import { inTransaction, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { judgeDeed, type Doer, type StepKind, type Verdict, type WorkItemDeed } from '../domain/work-item-deeds.ts';
import type { NewStep, TowerDeps, WorkItem } from './ports.ts';
import { recordPlaced, workItemEvent } from './record-facts.ts';

export type DeedOutcome = { readonly id: string } & (
  | { readonly kind: 'CHANGED'; readonly item: WorkItem }
  | { readonly kind: 'NOT_FOUND' }
  | Exclude<Verdict, { kind: 'DO' } | { kind: 'DONE_ALREADY' }>
);

/** Does one deed to each of these items in one transaction; each has an outcome of its own, in the order asked. */
export async function doWorkItemDeed(
  deps: TowerDeps & { readonly pool: Pool },
  command: { readonly ids: readonly string[]; readonly deed: WorkItemDeed; readonly doer: Doer },
): Promise<readonly DeedOutcome[]> {
  const ids = [...new Set(command.ids)];
  return inTransaction(deps.pool, async (tx) => {
    if (command.deed.kind === 'DECIDE') await lockOrders(deps, tx, ids);
    const items = await deps.store.lockWorkItems(tx, ids);
    const judged = ids.map((id) => judge(items.get(id), id, command));
    const changed = judged.flatMap((one) => (one.change === undefined ? [] : [one.change]));
    await keep(deps, tx, changed, command);
    return judged.map((one) => one.outcome);
  });
}

interface Change {
  readonly before: WorkItem;
  readonly after: WorkItem;
  readonly step: Extract<Verdict, { kind: 'DO' }>;
}

function judge(
  item: WorkItem | undefined,
  id: string,
  command: { readonly deed: WorkItemDeed; readonly doer: Doer },
): { readonly outcome: DeedOutcome; readonly change?: Change } {
  if (item === undefined) return { outcome: { id, kind: 'NOT_FOUND' } };
  const state = { pool: item.pool, assignee: item.assignee, isOpen: item.closedAt === null, closedByPerson: item.endedByPerson };
  const verdict = judgeDeed(state, command.deed, command.doer);
  if (verdict.kind === 'DONE_ALREADY') return { outcome: { id, kind: 'CHANGED', item } };
  if (verdict.kind !== 'DO') return { outcome: { id, ...verdict } };
  const now = new Date();
  const isNew = verdict.assignee !== item.assignee;
  const after: WorkItem = {
    ...item,
    assignee: verdict.assignee,
    assignedAt: verdict.assignee === '' ? null : isNew ? now : item.assignedAt,
    closedAt: verdict.open ? null : (item.closedAt ?? now),
    closedBy: verdict.open ? null : (item.closedBy ?? command.doer.account),
    endedByPerson: !verdict.open && (item.closedAt === null || item.endedByPerson),
  };
  return { outcome: { id, kind: 'CHANGED', item: after }, change: { before: item, after, step: verdict } };
}

async function keep(deps: TowerDeps, tx: Tx, changes: readonly Change[], command: { readonly doer: Doer }): Promise<void> {
  if (changes.length === 0) return;
  const now = deps.now();
  const { account } = command.doer;
  await deps.store.saveWorkItems(
    tx,
    changes.map(({ after }) => after),
  );
  await deps.store.appendSteps(
    tx,
    changes.map(({ after, step }): NewStep => ({
      id: after.id,
      kind: step.step,
      actor: account,
      target: step.target,
      note: step.note,
      at: now,
    })),
  );
  await deps.store.appendAudit(
    tx,
    changes.map((change) => ({ act: actOf(change, account, now), source: 'tower' })),
    now,
  );
  const turned = changes.filter(({ before, after }) => (before.closedAt === null) !== (after.closedAt === null));
  await deps.outbox.append(
    tx,
    turned.map(({ after, step }) =>
      workItemEvent(after, step.step === 'DECIDED' ? { decision: step.target, reason: step.note } : { reason: step.note }),
    ),
  );
  await recordPlaced(
    deps,
    tx,
    changes
      .filter(({ step }) => step.step === 'DECIDED')
      .map((change) => ({ orderId: change.after.orderId, event: decidedFact(change, account, now) })),
  );
}

const deedNames: Readonly<Record<StepKind, string>> = {
  OPENED: 'work-item.open',
  CLOSED: 'work-item.close',
  TAKEN: 'work-item.take',
  GIVEN_BACK: 'work-item.give-back',
  HANDED_OVER: 'work-item.hand-over',
  NOTED: 'work-item.note',
  REOPENED: 'work-item.reopen',
  DECIDED: 'conflict.decide',
};

function actOf({ before, after, step }: Change, account: string, now: Date): AuditRecorded {
  const moved = before.assignee === after.assignee ? {} : { 'before.assignee': before.assignee, 'after.assignee': after.assignee };
  return {
    auditId: uuidv7(),
    actorKind: ActorKind.PERSON,
    actor: account,
    deed: deedNames[step.step],
    subjectKind: 'work-item',
    subjectId: after.id,
    orderId: after.orderId,
    details: {
      pool: after.pool,
      matter: after.matter,
      ...moved,
      ...(step.step === 'DECIDED' ? { decision: step.target } : {}),
      ...(step.note === '' ? {} : { reason: step.note }),
    },
    actedAt: now,
  };
}

/** The decision is a fact of the order's story like any other, and moves its gates. */
function decidedFact({ after, step }: Change, account: string, now: Date): HubEvent<'hub.tower.work-item-closed.v1'> {
  return {
    id: uuidv7(),
    type: 'hub.tower.work-item-closed.v1',
    aggregateId: after.id,
    aggregateVersion: 0,
    orderId: after.orderId,
    system: 'hub',
    actor: account,
    occurredAt: now,
    receivedAt: now,
    recordedAt: now,
    rawRef: '',
    traceparent: '',
    outboxSeq: 0n,
    data: {
      workItemId: after.id,
      orderId: after.orderId,
      closedBy: account,
      closedAt: now,
      pool: after.pool,
      decision: step.target,
      reason: step.note,
    },
  };
}

/** Facts lock the order's row before its work items: a decision keeps to that order. */
async function lockOrders(deps: TowerDeps, tx: Tx, ids: readonly string[]): Promise<void> {
  const { rows } = await tx.query<{ order_id: string }>("select order_id from work_item where id::text = any($1) and order_id <> ''", [
    ids,
  ]);
  const orderIds = [...new Set(rows.map((row) => row.order_id))];
  if (orderIds.length > 0) await deps.store.lockTwins(tx, orderIds, deps.now());
}
