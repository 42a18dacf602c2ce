import type { Clock } from '@orderloom/domain-kernel';
import type { Outbox } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import type { Pool } from 'pg';
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
  | { readonly kind: 'ANSWERED'; readonly rows: readonly { readonly number: string | undefined; readonly error: string | undefined }[]; readonly exchange: ErpExchange }
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
  readonly now: Clock;
}
