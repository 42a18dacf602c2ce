import type { Outbox, Tx } from '@orderloom/outbox';
import type { Logger } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import type { ToldOrder } from '../../domain/order-file/fold-versions.ts';
import type { Certainty, ColumnPlan } from '../../domain/order-file/guess-columns.ts';
import type { RefusalReason } from '../../domain/order-file/history-order.ts';
import type { Field } from '../../domain/order-file/layouts.ts';
import type { Districts } from '../../domain/districts.ts';
import type { Vault } from '../stores.ts';

export const jobStates = ['RECEIVING', 'INSPECTING', 'READY', 'IMPORTING', 'DONE', 'FAILED', 'UNDOING', 'UNDONE'] as const;
export type JobState = (typeof jobStates)[number];

export interface InspectedColumn {
  readonly index: number;
  readonly header: string;
  readonly field: Field | null;
  readonly certainty: Certainty | null;
  /** Masked unless its field is known to be harmless. */
  readonly samples: readonly string[];
}

/** What was found in a file before anything is taken from it; grows while it is read. */
export interface Inspection {
  readonly kind: string;
  readonly encoding: string;
  readonly layout: string;
  readonly channel: string;
  readonly headerRow: number;
  readonly columns: readonly InspectedColumn[];
  readonly rows: number;
  readonly orders: number;
  /** Orders that stand in the file more than once, apart from each other. */
  readonly repeated: number;
  readonly refusals: Partial<Readonly<Record<RefusalReason, number>>>;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly shopNames: readonly string[];
  readonly complete: boolean;
}

export interface ImportJob {
  readonly id: string;
  readonly state: JobState;
  readonly failure: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly digest: string;
  readonly utf8: boolean;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly fileAt: Date;
  readonly inspection: Inspection | undefined;
  readonly plan: ColumnPlan | undefined;
  readonly shopId: string;
  readonly channel: string;
  readonly startedBy: string;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly rowsRead: number;
  readonly taken: number;
  readonly older: number;
  readonly refused: number;
}

export interface HistoryShop {
  readonly id: string;
  readonly channel: string;
  readonly name: string;
  /** The channel is connected, not known from files alone. */
  readonly live: boolean;
}

export interface HistoryVersion {
  readonly platformOrderNo: string;
  readonly jobId: string;
  readonly fileAt: Date;
  readonly told: ToldOrder;
  readonly recipientToken: string;
  readonly recipientContent: string;
}

export interface SealedRefusal {
  readonly rowNo: number;
  readonly reason: RefusalReason;
  readonly header: string;
  readonly sealed: Buffer;
}

export interface ImportJobs {
  open(job: Pick<ImportJob, 'id' | 'fileName' | 'uploadedBy' | 'uploadedAt' | 'fileAt'>): Promise<void>;
  keepBlock(id: string, seq: number, sealed: Buffer): Promise<void>;
  countBlocks(id: string): Promise<number>;
  readBlock(id: string, seq: number): Promise<Buffer | undefined>;
  received(id: string, facts: { readonly sizeBytes: number; readonly digest: string; readonly utf8: boolean }): Promise<void>;
  /** False when the import has begun meanwhile. */
  inspected(id: string, inspection: Inspection): Promise<boolean>;
  /** Moves on only from the state that it is in; false when somebody else was faster. */
  move(tx: Pick<Tx, 'query'>, id: string, from: readonly JobState[], to: JobState): Promise<boolean>;
  fail(id: string, failure: string): Promise<void>;
  /** Files that were coming in when the service stopped. */
  failUnreceived(): Promise<void>;
  start(
    tx: Tx,
    id: string,
    by: { readonly plan: ColumnPlan; readonly shop: HistoryShop; readonly account: string; readonly now: Date },
  ): Promise<boolean>;
  progress(tx: Tx, id: string, counts: Pick<ImportJob, 'rowsRead' | 'taken' | 'older' | 'refused'>): Promise<void>;
  finish(tx: Tx, id: string, at: Date): Promise<void>;
  nextWork(without: readonly string[]): Promise<ImportJob | undefined>;
  read(id: string): Promise<ImportJob | undefined>;
  list(limit: number): Promise<readonly ImportJob[]>;
  /** An import that holds the same bytes. */
  sameFile(job: ImportJob): Promise<string | undefined>;
  keepRefusals(tx: Tx, id: string, rows: readonly SealedRefusal[]): Promise<void>;
  refusals(id: string, after: number, limit: number): Promise<readonly SealedRefusal[]>;
  shops(): Promise<readonly HistoryShop[]>;
  makeShop(tx: Tx, shop: Omit<HistoryShop, 'live'> & { readonly by: string; readonly now: Date }): Promise<void>;
}

export interface HistoryOrders {
  versions(tx: Pick<Tx, 'query'>, shopId: string, platformOrderNos: readonly string[]): Promise<readonly HistoryVersion[]>;
  put(tx: Tx, shopId: string, versions: readonly HistoryVersion[]): Promise<void>;
  /** Takes some of an import's rows out; answers with their numbers, and removes recipients that nobody else names. */
  takeOut(tx: Tx, shopId: string, jobId: string, limit: number): Promise<readonly string[]>;
  countKnown(shopId: string): Promise<number>;
}

export interface HistoryDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly jobs: ImportJobs;
  readonly orders: HistoryOrders;
  readonly vault: Vault;
  readonly districts: Districts;
  readonly sealBlock: (bytes: Buffer, context: string) => Buffer;
  readonly openBlock: (sealed: Buffer, context: string) => Buffer;
  readonly sealCells: (cells: readonly string[], context: string) => Buffer;
  readonly openCells: (sealed: Buffer, context: string) => readonly string[];
  readonly now: () => Date;
  readonly log: Logger;
}
