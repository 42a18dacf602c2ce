import type { Clock } from '@orderloom/domain-kernel';
import type { Outbox, Tx } from '@orderloom/outbox';
import type { BulkDeed } from '../domain/possible-deeds.ts';
import type { TowerStore } from './ports.ts';

export interface NewBulkJob {
  readonly id: string;
  readonly deed: BulkDeed;
  readonly reason: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly idempotencyKey: string;
  readonly inputHash: string;
  readonly rows: readonly { readonly orderId: string; readonly holdId: string }[];
}

export interface BulkJob {
  readonly id: string;
  readonly deed: BulkDeed;
  readonly reason: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly total: number;
  readonly inputHash: string;
}

/** A row whose turn has come. */
export interface BulkAsk {
  readonly jobId: string;
  readonly orderId: string;
  readonly holdId: string;
  readonly deed: BulkDeed;
  readonly reason: string;
  readonly startedBy: string;
}

export interface BulkAnswer {
  readonly jobId: string;
  readonly orderId: string;
  readonly done: boolean;
  readonly code: string;
  readonly message: string;
  readonly reference: string;
  readonly at: Date;
}

/** Where bulk jobs and their rows are kept. */
export interface BulkStore {
  /** Answers with the job that has the key already, if one has. */
  create(tx: Tx, job: NewBulkJob): Promise<BulkJob | undefined>;
  read(tx: Pick<Tx, 'query'>, id: string): Promise<BulkJob | undefined>;
  /** Marks rows as asked: waiting ones while few are under way, and those whose answer is late. */
  takeTurn(
    tx: Tx,
    turn: { readonly now: Date; readonly askedBefore: Date; readonly mostTries: number; readonly most: number },
  ): Promise<readonly BulkAsk[]>;
  /** Gives up rows that nobody answered. */
  giveUp(tx: Tx, turn: { readonly now: Date; readonly askedBefore: Date; readonly mostTries: number }): Promise<void>;
  settle(tx: Tx, answers: readonly BulkAnswer[]): Promise<void>;
  /** Ends the jobs without open rows. */
  finish(tx: Tx, now: Date): Promise<void>;
  /** Puts failed rows back; answers with how many. */
  reopenFailed(tx: Tx, jobId: string): Promise<number>;
  /** What a HOLD job held: order and hold. */
  heldRows(tx: Pick<Tx, 'query'>, jobId: string): Promise<readonly { readonly orderId: string; readonly holdId: string }[]>;
}

export interface BulkDeps {
  readonly bulk: BulkStore;
  readonly store: Pick<TowerStore, 'appendAudit'>;
  readonly outbox: Outbox;
  readonly now: Clock;
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly newId: () => string;
  /** Wakes the driver of the jobs. */
  readonly wake: () => void;
}
