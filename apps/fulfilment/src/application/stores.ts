import type { Pool } from 'pg';
import type { Clearance, PricedLine } from '../domain/clearance.ts';
import type { LaneHistory } from '../domain/eta.ts';
import type { NodeKind } from '../domain/route.ts';
import type { Candidate, Precision } from '../domain/sourcing-facts.ts';
import type { Effects, FulfilmentState } from './fulfilment-state.ts';
import type { Tx } from './ports.ts';

type Db = Pick<Tx, 'query'>;

export interface NewClearance {
  readonly clearance: Clearance;
  readonly clearedSeq: bigint;
  readonly contentHash: string;
  readonly traceparent: string;
  readonly clearedAt: Date;
}

export interface WaitingOrder {
  readonly orderId: string;
  readonly clearedSeq: bigint;
  readonly contentHash: string;
  readonly clearance: Clearance;
  readonly refusals: number;
  readonly rounds: number;
  readonly excluded: ReadonlyMap<string, string>;
  readonly traceparent: string;
  /** Lines that live fulfilment orders have, with the freight that they carry. */
  readonly given: readonly { readonly lineNo: string; readonly quantity: number }[];
  readonly freightCarried: boolean;
}

export interface ClearanceChange {
  readonly orderId: string;
  readonly status: 'WAITING' | 'SOURCED' | 'FAILED';
  readonly nextSerial: number;
  readonly rounds: number;
  /** Added to the warehouses that may not be chosen. */
  readonly exclude: Readonly<Record<string, string>>;
}

export interface NewDecision {
  readonly id: string;
  readonly orderId: string;
  readonly outcome: 'PLANNED' | 'FAILED';
  readonly ruleVersion: number;
  readonly tookMs: number;
  readonly failure: string | null;
  readonly failureDetail: string | null;
  readonly precision: Precision;
  readonly widened: boolean;
  readonly candidates: readonly Candidate[];
}

export interface NewFulfilment {
  readonly id: string;
  readonly orderId: string;
  readonly decisionId: string;
  readonly warehouseId: string;
  readonly carrier: string;
  readonly carrierService: string;
  readonly recipientToken: string;
  readonly contentHash: string;
  readonly freightFen: bigint;
  readonly raised: boolean;
  readonly lines: readonly PricedLine[];
}

export interface ClearanceStore {
  upsertClearances(tx: Db, rows: readonly NewClearance[], now: Date): Promise<readonly string[]>;
  readWaiting(pool: Pool, limit: number): Promise<readonly WaitingOrder[]>;
  lockWaiting(tx: Db, read: readonly WaitingOrder[]): Promise<ReadonlyMap<string, number>>;
  saveClearances(tx: Db, changes: readonly ClearanceChange[], now: Date): Promise<void>;
}

export interface DecisionStore {
  insertDecisions(tx: Db, decisions: readonly NewDecision[], now: Date): Promise<void>;
  insertFulfilments(tx: Db, planned: readonly NewFulfilment[], now: Date): Promise<void>;
  closeDecisions(
    tx: Db,
    closed: readonly {
      readonly id: string;
      readonly outcome: 'SOURCED' | 'SUPERSEDED';
      readonly refused: Readonly<Record<string, string>>;
    }[],
  ): Promise<void>;
  /** Fulfilment orders whose allocation was asked for and never answered. */
  readAsked(pool: Pool, limit: number): Promise<readonly string[]>;
}

export interface FulfilmentStore {
  lockFulfilments(
    tx: Db,
    by: { readonly ids: readonly string[] } | { readonly orderIds: readonly string[] },
  ): Promise<readonly FulfilmentState[]>;
  saveFulfilments(tx: Db, states: readonly FulfilmentState[], now: Date): Promise<void>;
  saveEffects(tx: Db, effects: Effects, now: Date): Promise<void>;
}

export interface DueFulfilment {
  readonly id: string;
  readonly orderId: string;
  readonly warehouseId: string;
  readonly carrier: string;
  readonly recipientToken: string;
}

export interface DispatchStore {
  /** Planned and allocated, not parked, of warehouses with room; also parked ones whose pause is over. */
  readDue(
    pool: Pool,
    at: { readonly now: Date; readonly full: readonly string[]; readonly limit: number },
  ): Promise<readonly DueFulfilment[]>;
  /** Sent with an unknown outcome and due to be asked after. */
  readUnknown(pool: Pool, at: { readonly now: Date; readonly limit: number }): Promise<readonly string[]>;
  /** With the WMS and silent for long. */
  readQuiet(pool: Pool, at: { readonly since: Date; readonly limit: number }): Promise<readonly string[]>;
  postpone(pool: Pool, ids: readonly string[], until: Date): Promise<void>;
  /** After a restart nobody waits for these answers any more. */
  forgetSending(pool: Pool): Promise<number>;
}

export interface OpenRelease {
  readonly fulfilmentOrderId: string;
  readonly orderId: string;
  readonly warehouseId: string;
  readonly reason: string;
  readonly lines: readonly { readonly lineNo: string; readonly sku: string; readonly quantity: number }[];
}

export interface ReleaseStore {
  readReleases(pool: Pool, at: { readonly now: Date; readonly limit: number }): Promise<readonly OpenRelease[]>;
  closeReleases(pool: Pool, ids: readonly string[], now: Date): Promise<void>;
  postponeReleases(pool: Pool, ids: readonly string[], until: Date): Promise<void>;
}

export interface NewProposal {
  readonly id: string;
  readonly orderId: string;
  readonly scope: 'WHOLE_ORDER' | 'LINES' | 'AMENDMENT';
  readonly lineNos: readonly string[];
  readonly reason: string;
  readonly proposedAt: Date;
}

export interface StopPart {
  readonly proposalId: string;
  readonly orderId: string;
  readonly scope: NewProposal['scope'];
  readonly fulfilmentOrderId: string;
  readonly state: 'OPEN' | 'STOPPED' | 'DECLINED';
  readonly reason: string;
}

export interface StopStore {
  /** Answers with the ids that were new. */
  insertProposals(tx: Db, proposals: readonly NewProposal[]): Promise<ReadonlySet<string>>;
  insertStopParts(
    tx: Db,
    parts: readonly {
      readonly proposalId: string;
      readonly fulfilmentOrderId: string;
      readonly state: StopPart['state'];
      readonly reason: string;
    }[],
    now: Date,
  ): Promise<void>;
  /** Writes answers of parts and gives all parts of the open proposals that they belong to, proposals locked. */
  settleStopParts(tx: Db, answers: Effects['stopParts']): Promise<readonly StopPart[]>;
  readOpenParts(tx: Db, proposalIds: readonly string[]): Promise<readonly StopPart[]>;
  closeProposals(tx: Db, closed: readonly { readonly id: string; readonly status: 'CONFIRMED' | 'DECLINED' }[], now: Date): Promise<void>;
  readStopsDue(
    pool: Pool,
    at: { readonly now: Date; readonly limit: number; readonly busy: readonly string[] },
  ): Promise<
    readonly {
      readonly fulfilmentOrderId: string;
      readonly warehouseId: string;
      readonly wmsOrderId: string;
      readonly asked: number;
      readonly reason: string;
    }[]
  >;
  /** When the WMS was first asked. */
  noteAsking(pool: Pool, id: string, now: Date): Promise<void>;
  noteAsked(pool: Pool, ids: readonly string[], nextTryAt: Date): Promise<void>;
  parkClearances(tx: Db, orderIds: readonly string[], now: Date): Promise<void>;
}

export interface WantedParcel {
  readonly id: string;
  readonly orderId: string;
  readonly carrier: string;
  readonly carrierService: string;
  readonly warehouseId: string;
  readonly recipientToken: string;
  readonly weightGrams: number;
  readonly attempts: number;
  /** The number that the warehouse brought; null when the carrier is asked for one. */
  readonly broughtNumber: string | null;
  readonly outboundAt: Date | null;
  readonly lines: readonly { readonly title: string; readonly quantity: number }[];
}

export interface ReadyParcel {
  readonly id: string;
  readonly orderId: string;
  readonly fulfilmentOrderId: string;
  readonly warehouseId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly outboundAt: Date;
  readonly rawRef: string;
  readonly clearance: Clearance;
  readonly lines: readonly { readonly lineNo: string; readonly sku: string; readonly quantity: number }[];
}

export interface NumberedParcel {
  readonly id: string;
  readonly trackingNumber: string | null;
  readonly refusal: string | null;
  readonly rawRef: string;
}

export interface NewNode {
  readonly parcelId: string;
  readonly nodeId: string;
  readonly kind: NodeKind;
  readonly opCode: string;
  readonly place: string;
  readonly reachedAt: Date;
  readonly rawRef: string;
}

export interface RoutedParcel {
  readonly id: string;
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly warehouseId: string;
  readonly progress: number;
  readonly outboundAt: Date | null;
  readonly signedAt: Date | null;
  readonly destinationCity: string;
}

export interface ParcelStore {
  readWanted(
    pool: Pool,
    at: { readonly now: Date; readonly limit: number; readonly busy: readonly string[] },
  ): Promise<readonly WantedParcel[]>;
  /** Writes numbers and refusals of parcels that still want one; answers with the ids that were. */
  numberParcels(tx: Db, numbered: readonly NumberedParcel[]): Promise<ReadonlySet<string>>;
  postponeParcels(pool: Pool, ids: readonly string[], until: Date): Promise<void>;
  lockReady(tx: Db, limit: number): Promise<readonly ReadyParcel[]>;
  dispatchParcels(
    tx: Db,
    parcels: readonly { readonly id: string; readonly eta: Date; readonly basis: readonly string[] }[],
    now: Date,
  ): Promise<void>;
  lockRouted(
    tx: Db,
    keys: { readonly trackingNumbers: readonly string[]; readonly parcelIds: readonly string[] },
  ): Promise<readonly RoutedParcel[]>;
  /** Answers with the nodes that were new. */
  insertNodes(tx: Db, nodes: readonly NewNode[]): Promise<readonly NewNode[]>;
  saveProgress(
    tx: Db,
    parcels: readonly { readonly id: string; readonly progress: number; readonly signedAt: Date | null; readonly lastNodeAt: Date }[],
  ): Promise<void>;
  /** Orders of which everything is out and every parcel signed. */
  completeOrders(tx: Db, orderIds: readonly string[]): Promise<ReadonlySet<string>>;
  readQuietParcels(
    pool: Pool,
    at: { readonly since: Date; readonly limit: number },
  ): Promise<readonly { readonly trackingNumber: string; readonly carrier: string }[]>;
  noteLanes(
    tx: Db,
    samples: readonly {
      readonly parcelId: string;
      readonly province: string;
      readonly city: string;
      readonly hours: number;
      readonly signedAt: Date;
    }[],
    now: Date,
  ): Promise<void>;
  readLanes(tx: Db, lanes: readonly { readonly province: string; readonly city: string }[]): Promise<ReadonlyMap<string, LaneHistory>>;
}

export interface ReceivedPush {
  readonly id: string;
  readonly system: string;
  readonly account: string;
  readonly method: string;
  readonly attempts: number;
  readonly receivedAt: Date;
}

export interface PushStore {
  readPushes(pool: Pool, at: { readonly now: Date; readonly limit: number }): Promise<readonly ReceivedPush[]>;
  closePushes(
    tx: Db,
    closed: readonly { readonly id: string; readonly state: 'DONE' | 'FAILED'; readonly reason: string }[],
  ): Promise<void>;
  deferPushes(tx: Db, deferred: readonly { readonly id: string; readonly until: Date; readonly reason: string }[]): Promise<void>;
  /** Remembers movements; answers with the keys that were new. */
  insertMovements(
    tx: Db,
    movements: readonly {
      readonly warehouseId: string;
      readonly bizKey: string;
      readonly sku: string;
      readonly delta: number;
      readonly movedAt: Date;
    }[],
  ): Promise<ReadonlySet<string>>;
}
