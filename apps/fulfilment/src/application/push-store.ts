import type { Pool } from 'pg';
import type { Tx } from './ports.ts';

type Db = Pick<Tx, 'query'>;

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
