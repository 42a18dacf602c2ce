import type { StockBook } from './stock-book.ts';
import type { Movement } from './stock-events.ts';

export interface CountFact {
  readonly sku: string;
  readonly warehouseId: string;
  /** Good and unfrozen. */
  readonly quantity: number;
  /** Frozen at the warehouse: for orders that it has, or held back by a person there. */
  readonly frozen: number;
  readonly countedAt: Date;
  readonly countId: string;
}

/** Movements that happened after a count and are known already. */
export interface MovedSince {
  readonly delta: number;
  /** The part of it that went out on orders (negative). */
  readonly outbound: number;
}

/** Warehouses tell times in whole seconds. */
const RESOLUTION_MS = 1_000;

/**
 * A count is a fact about one moment. The book after it is what was counted, plus every movement after that moment that is
 * known already. A movement told later, but of before the count, is inside the count and never taken off again.
 * Within the second of the count nobody can tell: such a movement counts as after it, since too little on the books is found
 * by the next count, and too much is sold twice.
 */
export function isInCount(movedAt: Date, countedAt: Date | undefined): boolean {
  return countedAt !== undefined && movedAt.getTime() + RESOLUTION_MS <= countedAt.getTime();
}

/** The first moment whose movements are not inside a count. */
export function endOfCount(countedAt: Date): Date {
  return new Date(countedAt.getTime() - RESOLUTION_MS);
}

/**
 * What the WMS froze for orders that it has is in our `allocated` too: it is on the shelf and promised. Frozen beyond our
 * promises is held back by a person there and is not ours to sell.
 */
export function countStock(book: StockBook, fact: CountFact, since: MovedSince): void {
  const shelf = book.knownShelf(fact.warehouseId, fact.sku);
  if (shelf.countedAt !== undefined && fact.countedAt.getTime() <= shelf.countedAt.getTime()) return;
  const promisedThen = shelf.allocated - since.outbound;
  const counted = fact.quantity + Math.min(fact.frozen, promisedThen);
  const expected = shelf.onHand - since.delta;
  const difference = counted - expected;
  const isFirst = shelf.countedAt === undefined;
  shelf.countedAt = fact.countedAt;
  book.changedShelves.add(shelf);
  if (difference !== 0) {
    book.post({
      kind: 'COUNT', sku: fact.sku, warehouseId: fact.warehouseId, orderId: '', lineNo: '', source: fact.countId,
      onHand: difference, reserved: 0, allocated: 0,
    });
  }
  if (difference === 0) book.agreements.push({ sku: fact.sku, warehouseId: fact.warehouseId });
  if (difference !== 0 && !isFirst) {
    book.drifts.push({ sku: fact.sku, warehouseId: fact.warehouseId, book: expected, counted, countedAt: fact.countedAt });
  }
}

/** Books goods that went in or out, unless the last count has seen them. */
export function moveGoods(book: StockBook, movement: Movement): void {
  const shelf = book.knownShelf(movement.warehouseId, movement.sku);
  book.movements.push(movement);
  if (isInCount(movement.movedAt, shelf.countedAt)) {
    // It explains a difference that the count found, or shows that count and book agreed by mistake.
    book.lateMovements.push(movement);
    return;
  }
  book.post({
    kind: 'MOVE', sku: movement.sku, warehouseId: movement.warehouseId, orderId: '', lineNo: '', source: movement.sourceKey,
    onHand: movement.delta, reserved: 0, allocated: 0,
  });
}
