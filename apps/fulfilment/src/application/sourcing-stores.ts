import type { Pool } from 'pg';
import type { Clearance, PricedLine } from '../domain/clearance.ts';
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
