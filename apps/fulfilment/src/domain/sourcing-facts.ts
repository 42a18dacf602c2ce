import type { Gcj02 } from './places.ts';

export interface Warehouse extends Gcj02 {
  readonly id: string;
  readonly name: string;
  readonly coldChain: boolean;
  readonly takingOrders: boolean;
}

/** A line that still needs a warehouse. */
export interface WantedLine {
  readonly lineNo: string;
  readonly sku: string;
  readonly quantity: number;
  readonly coldChain: boolean;
}

export type Precision = 'PROVINCE' | 'CITY' | 'COUNTY' | 'STREET' | 'BUILDING';

export interface SourcingOrder {
  readonly orderId: string;
  readonly channel: string;
  readonly raised: boolean;
  readonly at: Gcj02;
  readonly lines: readonly WantedLine[];
  /** Warehouses that may not be chosen again, with the reason in words. */
  readonly excluded: ReadonlyMap<string, string>;
}

/** What the stock owner said last: free units per warehouse and SKU, allocated over on hand per warehouse. */
export interface StockView {
  free(warehouseId: string, sku: string): number;
  occupancy(warehouseId: string): number;
}

export type Refusal = 'OUT_OF_NEAREST' | 'OVER_OCCUPANCY' | 'NO_STOCK' | 'NO_COLD_CHAIN' | 'STOPPED' | 'ALLOCATION_REFUSED';

export interface Score {
  readonly name: 'DISTANCE' | 'DEPTH' | 'CLASS';
  /** 0 to 1. */
  readonly value: number;
  readonly weight: number;
}

/** One warehouse as the decision saw it. */
export interface Candidate {
  readonly warehouseId: string;
  readonly distanceKm: number;
  readonly occupancy: number;
  /** Units of the order that it could give. */
  readonly depth: number;
  readonly rank: number | null;
  readonly chosen: boolean;
  readonly refusal: Refusal | null;
  readonly refusalDetail: string | null;
  readonly scores: readonly Score[];
}

export interface Part {
  readonly warehouseId: string;
  readonly lines: readonly { readonly lineNo: string; readonly sku: string; readonly quantity: number }[];
}

export type SourcingFailure = 'NO_WAREHOUSE_IN_REACH' | 'NO_STOCK_IN_REACH' | 'NO_COLD_CHAIN' | 'ALL_REFUSED';

export interface Decision {
  readonly parts: readonly Part[];
  /** Warehouses beyond the nearest ones had to be asked. */
  readonly widened: boolean;
  readonly failure: SourcingFailure | null;
  readonly detail: string;
  readonly candidates: readonly Candidate[];
}
