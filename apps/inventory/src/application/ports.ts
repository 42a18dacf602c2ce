import type { Tx } from '@orderloom/outbox';
import type { CountFact, MovedSince } from '../domain/count-stock.ts';
import type { StockBook } from '../domain/stock-book.ts';
import type { StockEvent } from '../domain/stock-events.ts';

/** The one writer of stock. Work that waits together commits together; each piece is undone alone when it fails. */
export interface StockLane {
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** What one batch touches. */
export interface BookScope {
  readonly orderIds: readonly string[];
  readonly skus: readonly string[];
}

/** Loads working copies of stock and writes their changes, in a few statements for any number of rows. */
export interface StockBooks {
  /** Brings the SKUs that the orders hold, too. */
  open(tx: Tx, scope: BookScope): Promise<StockBook>;
  /** Writes counters, orders, ledger, movements and drifts, retries orders that wait for SKUs that rose, appends the events. */
  close(tx: Tx, book: StockBook, now: Date): Promise<void>;
  knownMovements(tx: Tx, sourceKeys: readonly string[]): Promise<ReadonlySet<string>>;
  movedSince(tx: Tx, counts: readonly CountFact[]): Promise<readonly MovedSince[]>;
  /** Rows of these were changed by a statement of its own: what is remembered of them is no longer so. */
  forget(what: { readonly skus?: readonly string[]; readonly orderIds?: readonly string[] }): void;
}

/** Appends events to the outbox of the transaction. */
export type TellStock = (tx: Tx, events: readonly StockEvent[]) => Promise<void>;

/** Claims granted before their answers were kept with the order. */
export interface ClaimAnswers {
  /** As "kind claimId". */
  granted(tx: Tx, claims: readonly { readonly kind: string; readonly claimId: string }[]): Promise<ReadonlySet<string>>;
}
