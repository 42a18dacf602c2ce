import type { Clock } from '@orderloom/domain-kernel';
import type { Outbox, Tx } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import type { Pool } from 'pg';
import type { LineAmount } from '../domain/line-amounts.ts';
import type { AccountPolicy, VoucherEntry } from '../domain/voucher-entries.ts';

export interface VoucherToPost {
  readonly billNo: string;
  readonly orderId: string;
  readonly outboundAt: Date;
  readonly entries: readonly VoucherEntry[];
}

/** What the ERP said, with the bodies of the call for the archive. */
export interface ErpExchange {
  readonly operation: string;
  readonly request: Buffer;
  readonly answer: Buffer;
}

export type PostOutcome =
  | {
      readonly kind: 'ANSWERED';
      readonly rows: readonly { readonly number: string | undefined; readonly error: string | undefined }[];
      readonly exchange: ErpExchange;
    }
  /** The ERP did nothing, for sure. */
  | { readonly kind: 'NOTHING_DONE'; readonly reason: string }
  /** It may have booked: look before asking again. */
  | { readonly kind: 'UNKNOWN'; readonly reason: string };

/** The ledger that receivables are booked in. */
export interface Erp {
  readonly system: string;
  post(vouchers: readonly VoucherToPost[]): Promise<PostOutcome>;
  /** Which of our numbers the ERP has; undefined when it could not be asked. */
  find(billNos: readonly string[]): Promise<{ readonly numbers: ReadonlySet<string>; readonly exchange: ErpExchange } | undefined>;
}

export interface FinanceDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly archive: RawArchive;
  readonly erp: Erp;
  readonly accounts: AccountPolicy;
  readonly vouchers: VoucherStore;
  readonly now: Clock;
}

export interface OrderMoney {
  readonly orderId: string;
  readonly currency: string;
  readonly paidMinor: bigint;
  readonly lines: readonly LineAmount[];
}

export interface ShippedLine {
  readonly lineNo: string;
  readonly quantity: number;
}

export interface NewVoucher {
  readonly id: string;
  readonly orderId: string;
  readonly fulfilmentOrderId: string;
  readonly outBizCode: string;
  readonly billNo: string;
  readonly shipped: readonly ShippedLine[];
  readonly outboundAt: Date;
  readonly plannedAt: Date;
  readonly traceparent: string;
}

export interface OpenVoucher {
  readonly id: string;
  readonly orderId: string;
  readonly fulfilmentOrderId: string;
  readonly billNo: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly entries: readonly VoucherEntry[];
  readonly outboundAt: Date;
  readonly attempts: number;
  readonly traceparent: string;
}

export interface WaitingOrder {
  readonly money: OrderMoney;
  /** Vouchers of the order in the order in which they were made; WAITING ones have no amount yet. */
  readonly vouchers: readonly { readonly id: string; readonly waiting: boolean; readonly shipped: readonly ShippedLine[] }[];
}

export interface PricedVoucher {
  readonly id: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly entries: readonly VoucherEntry[];
}

/** Where vouchers are kept; every call takes a whole batch. */
export interface VoucherStore {
  rememberOrderMoney(tx: Tx, orders: readonly OrderMoney[]): Promise<void>;
  insertVouchers(tx: Tx, vouchers: readonly NewVoucher[]): Promise<void>;
  /** Orders with vouchers that wait for an amount and whose money is known. Locks them, so that each unit is charged once. */
  lockWaitingOrders(tx: Tx, limit: number): Promise<readonly WaitingOrder[]>;
  /** Gives vouchers their amount. One over nothing (gifts alone) needs no document and is removed. */
  priceVouchers(tx: Tx, priced: readonly PricedVoucher[]): Promise<void>;
  /** When the next open voucher is due; one that waits for its amount is due all the time. */
  nextDue(pool: Pick<Pool, 'query'>): Promise<Date | undefined>;
  /** Takes vouchers that are due and writes down that the ERP is about to be asked. */
  takeDue(tx: Tx, due: { readonly now: Date; readonly again: Date; readonly limit: number }): Promise<readonly OpenVoucher[]>;
  markPosted(
    tx: Tx,
    posted: readonly { readonly id: string; readonly number: string; readonly rawRef: string }[],
    now: Date,
  ): Promise<void>;
  markRefused(tx: Tx, refused: readonly { readonly id: string; readonly reason: string; readonly rawRef: string }[]): Promise<void>;
  /** Makes a refused voucher due again; undefined when none of this id was refused. */
  planAgain(tx: Tx, id: string, now: Date): Promise<{ readonly orderId: string; readonly refusal: string } | undefined>;
  /** Nothing was done at the ERP: these may be asked again without looking first. */
  markUnsent(tx: Tx, ids: readonly string[], again: Date): Promise<void>;
  /** The outcome is not known: asked again soon, and then looked for first. */
  markUnknown(tx: Tx, ids: readonly string[], again: Date): Promise<void>;
}
