import type { Pool } from 'pg';

export interface DispatchStore {
  /** Planned and allocated, not parked, of warehouses with room; also parked ones whose pause is over. */
  readDue(pool: Pool, at: { readonly now: Date; readonly full: readonly string[]; readonly limit: number }): Promise<readonly string[]>;
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
