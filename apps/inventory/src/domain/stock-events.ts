/** A quantity of one order line. */
export interface LineQuantity {
  readonly lineNo: string;
  readonly sku: string;
  readonly quantity: number;
}

export interface Shortage {
  readonly lineNo: string;
  readonly sku: string;
  readonly wanted: number;
  readonly available: number;
}

/** What happened to stock, for those outside the domain. */
export type StockEvent =
  | {
      readonly kind: 'reserved';
      readonly orderId: string;
      readonly lines: readonly LineQuantity[];
      readonly at: Date;
      readonly expiresAt: Date;
    }
  | { readonly kind: 'short'; readonly orderId: string; readonly lines: readonly Shortage[]; readonly at: Date }
  | {
      readonly kind: 'released';
      readonly orderId: string;
      readonly lines: readonly LineQuantity[];
      readonly reason: string;
      readonly at: Date;
    }
  | {
      readonly kind: 'consumed';
      readonly orderId: string;
      readonly warehouseId: string;
      readonly lines: readonly LineQuantity[];
      readonly at: Date;
    }
  | {
      readonly kind: 'availability-changed';
      readonly sku: string;
      readonly version: bigint;
      readonly onHand: number;
      readonly reserved: number;
      readonly safety: number;
      readonly at: Date;
    }
  | { readonly kind: 'drift-detected'; readonly drift: DriftFound; readonly at: Date }
  | { readonly kind: 'audited'; readonly act: StockAct; readonly at: Date };

/** An act of a person or a rule, for the audit log. */
export interface StockAct {
  readonly actor: string;
  readonly actorKind: 'PERSON' | 'RULE';
  readonly deed: string;
  readonly subject: string;
  readonly orderId: string;
  readonly details: Readonly<Record<string, string>>;
}

export const ledgerKinds = ['RESERVE', 'RELEASE', 'EXPIRE', 'ALLOCATE', 'DEALLOCATE', 'CONSUME', 'COUNT', 'MOVE'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** One change of counters. `warehouseId` is empty where only the SKU's pool is touched. */
export interface LedgerEntry {
  readonly kind: LedgerKind;
  readonly sku: string;
  readonly warehouseId: string;
  readonly orderId: string;
  readonly lineNo: string;
  /** Claim, count or movement that caused it. */
  readonly source: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly allocated: number;
}

/** Goods that went in (positive) or out at a time that the warehouse told. */
export interface Movement {
  readonly sourceKey: string;
  readonly kind: 'OUTBOUND' | 'MOVED';
  readonly sku: string;
  readonly warehouseId: string;
  readonly delta: number;
  readonly movedAt: Date;
}

/** Book and count differ; it counts as unexplained once facts that were under way had time to arrive. */
export interface DriftFound {
  readonly sku: string;
  readonly warehouseId: string;
  readonly book: number;
  readonly counted: number;
  readonly countedAt: Date;
}
