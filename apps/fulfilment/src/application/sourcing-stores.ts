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
  readonly nextSerial: number;
  readonly refusals: number;
  readonly rounds: number;
  readonly excluded: ReadonlyMap<string, string>;
  readonly traceparent: string;
  /** Lines that live fulfilment orders have, with the freight that they carry. */
  readonly given: readonly { readonly lineNo: string; readonly quantity: number }[];
  readonly freightCarried: boolean;
}

export interface NewDecision {
  readonly id: string;
  readonly orderId: string;
  readonly outcome: 'SOURCED' | 'FAILED';
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

/** What a turn of sourcing makes of one order. */
export interface OrderPlan {
  readonly order: WaitingOrder;
  readonly status: 'SOURCED' | 'FAILED';
  readonly rounds: number;
  /** None when nothing was left to source. */
  readonly decision: NewDecision | undefined;
  readonly fulfilments: readonly NewFulfilment[];
}

export interface ReadWish {
  readonly limit: number;
  /** Orders that are in somebody's hand. */
  readonly except: readonly string[];
}

export interface ClearanceStore {
  /** Takes clearances that are newer than what is known; answers with the orders that were taken. */
  upsertClearances(
    tx: Db,
    rows: readonly NewClearance[],
    now: Date,
  ): Promise<readonly { readonly orderId: string; readonly isNew: boolean }[]>;
  readWaiting(pool: Pool, which: ReadWish): Promise<readonly WaitingOrder[]>;
}

/** What is told of a decision when its order is sourced. */
export type ToldDecision = Pick<NewDecision, 'id' | 'ruleVersion' | 'candidates'> & { readonly traceparent: string };

export interface DecisionStore {
  /** Writes plans of orders that are still as they were read; answers with the ids of these orders. */
  writePlans(tx: Db, plans: readonly OrderPlan[], now: Date): Promise<ReadonlySet<string>>;
  closeDecisions(
    tx: Db,
    closed: readonly {
      readonly id: string;
      readonly outcome: 'SOURCED' | 'SUPERSEDED';
      readonly refused: Readonly<Record<string, string>>;
    }[],
  ): Promise<void>;
  readDecisions(tx: Db, ids: readonly string[]): Promise<readonly (ToldDecision & { readonly orderId: string })[]>;
  /** Fulfilment orders whose allocation was asked for and never answered. */
  readAsked(pool: Pool, which: ReadWish): Promise<readonly string[]>;
}

/** A state as it is to be, and what its row must still be for that. */
export interface Move {
  readonly state: FulfilmentState;
  readonly from: Pick<FulfilmentState, 'status' | 'sending' | 'allocation'>;
}

export interface FulfilmentStore {
  lockFulfilments(
    tx: Db,
    by: { readonly ids: readonly string[] } | { readonly orderIds: readonly string[] },
  ): Promise<readonly FulfilmentState[]>;
  /** Writes states whose rows are still as they were read; answers with their ids. */
  advanceFulfilments(tx: Db, moves: readonly Move[], now: Date): Promise<ReadonlySet<string>>;
  saveFulfilments(tx: Db, states: readonly FulfilmentState[], now: Date): Promise<void>;
  saveEffects(tx: Db, effects: Effects, now: Date): Promise<void>;
}
