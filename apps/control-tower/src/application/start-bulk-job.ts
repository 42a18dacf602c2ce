import { createHash } from 'node:crypto';
import { DomainError } from '@orderloom/domain-kernel';
import { noteTrouble } from '../domain/note-text.ts';
import type { BulkDeed } from '../domain/possible-deeds.ts';
import type { BulkDeps, BulkJob, NewBulkJob } from './bulk-ports.ts';
import { recordAct } from './record-act.ts';

/** The most orders of one job. */
export const MOST_BULK_ORDERS = 10_000;
const LONGEST_REASON = 200;

type RefusalCode = 'BULK_TOO_MANY' | 'BULK_NOTHING' | 'BULK_REFUSED' | 'BULK_KEY_REUSED' | 'BULK_JOB_NOT_FOUND';

/** A bulk job that cannot be started. */
export class BulkRefused extends DomainError {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface BulkWish {
  readonly deed: BulkDeed;
  readonly reason: string;
  readonly account: string;
  readonly idempotencyKey: string;
  /** Hub ids, in the order in which they are done. */
  readonly orderIds: readonly string[];
  /** What the person asked for, as text: the same key with another wish is refused. */
  readonly asked: string;
}

/** Fixes the rows of a job and lets it run. The same key and wish give the job that runs already. */
export async function startBulkJob(deps: BulkDeps, wish: BulkWish): Promise<BulkJob> {
  requireReason(wish.reason);
  const orderIds = [...new Set(wish.orderIds)];
  if (orderIds.length === 0) throw new BulkRefused('BULK_NOTHING', 'There is no order to do it to.');
  if (orderIds.length > MOST_BULK_ORDERS) throw new BulkRefused('BULK_TOO_MANY', `One job takes at most ${MOST_BULK_ORDERS} orders.`);
  return createJob(
    deps,
    wish,
    orderIds.map((orderId) => ({ orderId, holdId: '' })),
  );
}

/** Tries the rows once more that nobody answered. */
export async function retryBulkJob(deps: BulkDeps, wish: { readonly id: string; readonly account: string }): Promise<BulkJob> {
  return deps.transact(async (tx) => {
    const job = await deps.bulk.read(tx, wish.id);
    if (job === undefined) throw new BulkRefused('BULK_JOB_NOT_FOUND', 'There is no such job.');
    const reopened = await deps.bulk.reopenFailed(tx, wish.id);
    if (reopened === 0) throw new BulkRefused('BULK_NOTHING', 'No row of this job has failed.');
    await audit(deps, tx, 'bulk-job.retry', wish.account, job.id, { rows: String(reopened) });
    tx.onCommit(deps.wake);
    return { ...job, finishedAt: null };
  });
}

/** Releases what a HOLD job held: just those holds, nobody else's. */
export async function undoBulkJob(deps: BulkDeps, wish: { readonly id: string; readonly account: string }): Promise<BulkJob> {
  const { job, rows } = await deps.transact(async (tx) => ({
    job: await deps.bulk.read(tx, wish.id),
    rows: await deps.bulk.heldRows(tx, wish.id),
  }));
  if (job === undefined) throw new BulkRefused('BULK_JOB_NOT_FOUND', 'There is no such job.');
  if (job.deed !== 'HOLD' || rows.length === 0) throw new BulkRefused('BULK_NOTHING', 'This job holds no order.');
  const undo = {
    deed: 'RELEASE',
    reason: job.reason,
    account: wish.account,
    idempotencyKey: `undo ${job.id}`,
    asked: `undo ${job.id}`,
  } as const;
  return createJob(deps, undo, rows);
}

async function createJob(deps: BulkDeps, wish: Omit<BulkWish, 'orderIds'>, rows: NewBulkJob['rows']): Promise<BulkJob> {
  const job: NewBulkJob = {
    id: deps.newId(),
    deed: wish.deed,
    reason: wish.reason.trim(),
    startedBy: wish.account,
    startedAt: deps.now(),
    idempotencyKey: wish.idempotencyKey,
    inputHash: createHash('sha256').update(`${wish.deed}\n${wish.reason}\n${wish.asked}`).digest('base64url'),
    rows,
  };
  return deps.transact(async (tx) => {
    const known = await deps.bulk.create(tx, job);
    if (known !== undefined) {
      if (known.inputHash !== job.inputHash) throw new BulkRefused('BULK_KEY_REUSED', 'The idempotency key was used with another input.');
      return known;
    }
    await audit(deps, tx, 'bulk-job.start', wish.account, job.id, { deed: job.deed, reason: job.reason, orders: String(rows.length) });
    tx.onCommit(deps.wake);
    return { ...job, finishedAt: null, total: rows.length };
  });
}

function requireReason(reason: string): void {
  const trouble = noteTrouble(reason);
  if (trouble === 'PERSONAL_DATA') throw new BulkRefused('BULK_REFUSED', 'The reason names personal data.');
  if (trouble !== undefined || reason.trim().length > LONGEST_REASON) {
    throw new BulkRefused('BULK_REFUSED', `A reason has 1 to ${LONGEST_REASON} characters.`);
  }
}

function audit(
  deps: BulkDeps,
  tx: Parameters<typeof recordAct>[1],
  deed: string,
  actor: string,
  jobId: string,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  return recordAct(deps, tx, { actor, deed, subjectKind: 'bulk-job', subjectId: jobId, details });
}
