import { DomainError } from '@orderloom/domain-kernel';
import type { StockBook } from './stock-book.ts';

/** Why a person or a partner counted anew. */
export const adjustReasons = ['RECOUNTED', 'DAMAGED', 'LOST', 'FOUND', 'EXPIRED', 'RETURNED'] as const;
export type AdjustReason = (typeof adjustReasons)[number];

export class AdjustmentUnusable extends DomainError {
  readonly code = 'ADJUSTMENT_UNUSABLE';
  readonly field: string;

  constructor(field: string) {
    super(`The field ${field} cannot be used.`, { field });
    this.field = field;
  }
}

export class SkuMissing extends DomainError {
  readonly code = 'SKU_UNKNOWN';
}

export class WarehouseMissing extends DomainError {
  readonly code = 'WAREHOUSE_UNKNOWN';
}

/** The book moved since the count was based on it. */
export class CountStale extends DomainError {
  readonly code = 'COUNT_STALE';
  readonly onHand: number;

  constructor(onHand: number) {
    super(`The book says ${onHand} units now.`, { onHand });
    this.onHand = onHand;
  }
}

/** Less would lie there than is promised to orders; a person must decide which of them go without. */
export class BelowPromised extends DomainError {
  readonly code = 'BELOW_PROMISED';
  readonly least: number;

  constructor(least: number) {
    super(`At least ${least} units there are promised to orders.`, { least });
    this.least = least;
  }
}

export interface Adjustment {
  readonly id: string;
  readonly sku: string;
  readonly warehouseId: string;
  /** Good units that lie there. */
  readonly quantity: number;
  /** Units that the book said when the count was made. */
  readonly basedOn: number;
  readonly countedAt: Date;
}

/**
 * A count that comes with its explanation: the book follows and nothing is left to explain. What a warehouse tells later of before
 * this moment is inside the count, as it is for the warehouse's own counts. Answers with the units that came or went.
 */
export function adjustStock(book: StockBook, wish: Adjustment, knownWarehouse: boolean): number {
  const pool = book.pool(wish.sku);
  if (pool === undefined) throw new SkuMissing('No such product code.', { sku: wish.sku });
  if (!knownWarehouse) throw new WarehouseMissing('No such warehouse.', { warehouse: wish.warehouseId });
  const before = book.shelf(wish.warehouseId, wish.sku);
  const onHand = before?.onHand ?? 0;
  if (onHand !== wish.basedOn) throw new CountStale(onHand);
  const difference = wish.quantity - onHand;
  // What is promised over all warehouses must still lie somewhere, and what has this warehouse must lie here.
  const least = Math.max(before?.allocated ?? 0, onHand - (pool.onHand - pool.reserved));
  if (difference < 0 && wish.quantity < least) throw new BelowPromised(least);
  const shelf = book.knownShelf(wish.warehouseId, wish.sku);
  shelf.countedAt = wish.countedAt;
  shelf.unexplained = 0;
  book.changedShelves.add(shelf);
  book.agreements.push({ sku: wish.sku, warehouseId: wish.warehouseId });
  if (difference === 0) return 0;
  book.post({
    kind: 'COUNT',
    sku: wish.sku,
    warehouseId: wish.warehouseId,
    orderId: '',
    lineNo: '',
    source: wish.id,
    onHand: difference,
    reserved: 0,
    allocated: 0,
  });
  return difference;
}
