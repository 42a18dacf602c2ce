import type { HubEvent } from '@orderloom/contracts';
import type { AuditRecorded } from '@orderloom/contracts/hub/common/v1/types';
import type { ReadRawResponse } from '@orderloom/contracts/hub/raw/v1/service';
import type { Clock } from '@orderloom/domain-kernel';
import type { Outbox, Tx } from '@orderloom/outbox';
import type { Pool as Database } from 'pg';
import type { AlertRow, Watched } from '../domain/alerts.ts';
import type { Phrase } from '../domain/answer.ts';
import type { OrderFigures } from '../domain/order-figures.ts';
import type { RowKeys } from '../domain/order-row.ts';
import type { InForce, ThresholdKind, ThresholdValues } from '../domain/threshold-definitions.ts';
import type { GateThresholds } from '../domain/thresholds.ts';
import type { TwinState } from '../domain/twin-state.ts';
import type { StepKind } from '../domain/work-item-deeds.ts';
import type { Pool, WorkItemChange } from '../domain/work-items.ts';

export interface TowerDeps {
  readonly outbox: Outbox;
  readonly now: Clock;
  /** The thresholds that are published now. */
  readonly thresholds: () => GateThresholds;
  readonly store: TowerStore;
}

export interface StoredTwin {
  readonly state: TwinState;
  readonly version: bigint;
}

export interface ChangedTwin extends StoredTwin {
  readonly keys: RowKeys;
  /** What boards count of it; undefined when nothing of that changed. */
  readonly figures: OrderFigures | undefined;
  /** Numbers by which it could not be found before. */
  readonly newTerms?: readonly string[];
  /** What was said moved nothing: the state is the one that was seen, and the row only counts that it heard of something. */
  readonly isSame?: boolean;
}

export interface PlatformKey {
  readonly shopId: string;
  readonly platformOrderNo: string;
}

export interface PlacedFact {
  readonly orderId: string;
  readonly event: HubEvent;
}

export interface WorkItemRow {
  readonly id: string;
  readonly pool: Pool;
  readonly orderId: string;
  readonly owner: string;
  readonly summary: Phrase;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
}

/** What events say that is about no order: whom an alert was told, and where book and count differ. */
export interface Signals {
  readonly told: readonly {
    readonly alertId: string;
    readonly messageId: string;
    readonly told: string;
    readonly transport: string;
    readonly level: string;
    readonly at: Date;
  }[];
  readonly drifts: readonly {
    readonly sku: string;
    readonly warehouseId: string;
    readonly book: number;
    readonly counted: number;
    readonly countedAt: Date;
  }[];
}

/** Where rows, stories, work items and the audit log are kept; every call takes a whole batch. */
export interface TowerStore {
  /** Locks the rows of these orders, making the missing ones, in one order for everybody. */
  lockTwins(tx: Tx, ids: readonly string[], now: Date): Promise<ReadonlyMap<string, StoredTwin>>;
  /** The rows of these orders as they were last seen, unlocked: `saveTwins` says which of them are no longer so. */
  readTwins(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StoredTwin>>;
  /**
   * Rows, figures and search terms. A row is written over the version before it, or made; answers with the orders of which another
   * version stands there.
   */
  saveTwins(tx: Tx, changed: readonly ChangedTwin[], now: Date): Promise<readonly string[]>;
  /** Orders whose clock ran out since the last look; each is answered once. */
  turnStuck(tx: Tx, now: Date, limit: number): Promise<readonly StoredTwin[]>;
  appendFacts(tx: Tx, facts: readonly PlacedFact[]): Promise<void>;
  /** Notes the hub ids of platform orders, and takes the facts that waited for them. */
  bindPlatformOrders(tx: Tx, bindings: readonly (PlatformKey & { readonly orderId: string })[]): Promise<readonly PlacedFact[]>;
  /** Hub ids of platform orders, by `shop/number`. */
  findPlatformOrders(tx: Tx, keys: readonly PlatformKey[]): Promise<ReadonlyMap<string, string>>;
  /** Keeps facts that name only the platform's number until the order has its hub id. */
  keepUnplaced(tx: Tx, facts: readonly (PlatformKey & { readonly event: HubEvent })[]): Promise<void>;
  /** Takes the waiting facts whose order has its hub id by now. */
  takePlaced(tx: Tx, limit: number): Promise<readonly PlacedFact[]>;
  /** Opens and closes work items; of one matter the later deed counts. Answers with the rows that changed their state. */
  changeWorkItems(tx: Tx, changes: readonly WorkItemChange[]): Promise<readonly WorkItemRow[]>;
  /** Nothing is asked of the database when there are none. */
  keepSignals(tx: Tx, signals: Signals): Promise<void>;
  /** The same act twice stands once. */
  appendAudit(tx: Tx, acts: readonly { readonly act: AuditRecorded; readonly source: string }[], now: Date): Promise<void>;
  /** Undefined while another replica judges them. */
  lockOpenAlerts(tx: Tx): Promise<readonly AlertRow[] | undefined>;
  putAlerts(tx: Tx, alerts: readonly AlertRow[]): Promise<void>;
  readWatches(pool: Database, now: Date): Promise<readonly Watched[]>;
  /** Locks what is published of a kind, so that two persons cannot publish at once. */
  lockVersions(tx: Tx, kind: ThresholdKind): Promise<void>;
  readVersions(
    db: Pick<Tx, 'query'>,
    query: { readonly kind: ThresholdKind; readonly before?: number | undefined; readonly version?: number; readonly limit: number },
  ): Promise<readonly ThresholdVersion[]>;
  addVersion(
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
  ): Promise<void>;
  /** Orders on their way, latest first, behind the given one. */
  readOpenStates(pool: Database, limit: number, after: readonly [Date, string] | undefined): Promise<readonly OpenState[]>;
  readOpenOrders(pool: Database, after: string, limit: number): Promise<readonly OpenOrder[]>;
  unappliedVersion(pool: Database): Promise<{ readonly version: number; readonly publishedAt: Date } | undefined>;
  markApplied(pool: Database, version: number, now: Date): Promise<void>;
  /** Orders that were paid before and have no lock, locked. */
  paidWithoutLock(tx: Tx, paidBefore: Date, limit: number): Promise<readonly { readonly id: string; readonly paidAt: number }[]>;
  fillFigures(pool: Database, thresholds: () => GateThresholds): Promise<number>;
  sumUpDelays(pool: Database): Promise<void>;
  sumUpDays(pool: Database, before: Date): Promise<void>;
  keepHealthDays(pool: Database, now: Date, weightsVersion: number): Promise<void>;
  lockWorkItems(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, WorkItem>>;
  saveWorkItems(tx: Tx, items: readonly WorkItem[]): Promise<void>;
  appendSteps(tx: Tx, steps: readonly NewStep[]): Promise<void>;
}

/** The published thresholds, kept in memory and read again every few seconds. */
export interface PublishedThresholds {
  gates(): GateThresholds;
  inForce(kind: ThresholdKind): InForce;
  refresh(): Promise<void>;
}

export interface ThresholdVersion {
  readonly kind: ThresholdKind;
  readonly version: number;
  readonly thresholds: ThresholdValues;
  readonly published_at: Date;
  readonly published_by: string;
  readonly note: string;
  readonly restores: number | null;
  readonly in_force: boolean;
  /** Those of the version before. */
  readonly before: ThresholdValues | null;
}

export interface OpenState {
  readonly id: string;
  readonly placedAt: Date;
  readonly state: TwinState;
}

/** What thresholds say of an order on its way, as it is stored. */
export interface OpenOrder {
  readonly order_id: string;
  readonly stuck_at: Date | null;
  readonly promised_ship_at: Date | null;
}

/** A work item with whoever works on it. */
export interface WorkItem extends WorkItemRow {
  readonly matter: string;
  readonly assignee: string;
  readonly assignedAt: Date | null;
  readonly endedByPerson: boolean;
}

export interface NewStep {
  readonly id: string;
  readonly kind: StepKind;
  readonly actor: string;
  /** Account or decision that the step is about. */
  readonly target: string;
  readonly note: string;
  readonly at: Date;
}

/** Rows without the keys of lists, locked. */
export type UnfilledTwins = (tx: Tx, limit: number) => Promise<readonly (StoredTwin & { readonly isBlank: boolean })[]>;

/** The stories of orders as the events that they were, oldest first. */
export type Stories = (tx: Tx, orderIds: readonly string[]) => Promise<readonly HubEvent[]>;

export function platformKey(key: PlatformKey): string {
  return `${key.shopId}/${key.platformOrderNo}`;
}

export type OrderListSort = 'DUE' | 'NEWEST' | 'OLDEST' | 'AMOUNT' | 'AMOUNT_LEAST' | 'WAITING';

export interface Range {
  readonly from?: Date;
  readonly until?: Date;
}

/** Which orders a list shows. */
export interface OrderListFilter {
  readonly ids?: readonly string[];
  readonly channels?: readonly string[];
  readonly shops?: readonly string[];
  readonly gates?: readonly number[];
  readonly statuses?: readonly string[];
  readonly stuck?: boolean;
  readonly stuckLongerThanMinutes?: number;
  readonly dueWithinMinutes?: number;
  readonly warehouses?: readonly string[];
  readonly carriers?: readonly string[];
  readonly skus?: readonly string[];
  readonly holdReasons?: readonly string[];
  readonly reasons?: readonly string[];
  readonly cause?: string;
  /** Owners of gates, and names of owners of holds. */
  readonly owners?: { readonly gates: readonly number[]; readonly names: readonly string[] };
  readonly pools?: readonly string[];
  readonly imported?: boolean;
  /** Minor units. */
  readonly amountFrom?: string;
  readonly amountTo?: string;
  readonly placed?: Range;
  readonly paid?: Range;
  readonly promised?: Range;
  /** Terms that must be met exactly. */
  readonly terms?: readonly string[];
  /** One term that may be the beginning of a number. */
  readonly prefix?: string;
  /** Id of a set that somebody looked up. */
  readonly storedSet?: string;
  /** The condition of a board's set over alias `o`; `bind` adds a value and answers with its placeholder. */
  readonly set?: (bind: (value: unknown) => string) => string;
}

export interface RawArchives {
  /** The redacted body of a reference `context/id`; undefined when nobody has it. */
  read(ref: string): Promise<ReadRawResponse | undefined>;
}

/** Turns typed phones or their tails into the keyed indexes under which orders are found, one for each; only the vault has the key. */
export interface SearchIndex {
  indexesOf(terms: readonly string[]): Promise<readonly string[]>;
}
