import type { Pool } from 'pg';
import type { Effects } from './fulfilment-state.ts';
import type { Tx } from './ports.ts';

type Db = Pick<Tx, 'query'>;

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
  /** Counts a question to the WMS, and when it was first asked. */
  noteAsked(tx: Db, ids: readonly string[], at: { readonly now: Date; readonly nextTryAt: Date }): Promise<void>;
  parkClearances(tx: Db, orderIds: readonly string[], now: Date): Promise<void>;
}
