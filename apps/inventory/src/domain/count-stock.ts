import type { Shelf, StockBook } from './stock-book.ts';
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

/** Movements around a count that are known already; signed units. */
export interface MovedSince {
  /** Surely after it. */
  readonly after: number;
  /** Told in the second of the count: nobody can say on which side of it they were. */
  readonly within: number;
  /** The part of both that went out on orders. */
  readonly outbound: number;
}

/** Warehouses tell times in whole seconds. */
const RESOLUTION_MS = 1_000;

/** Up to this moment movements are surely inside a count. */
export function surelyCountedUntil(countedAt: Date): Date {
  return new Date(countedAt.getTime() - RESOLUTION_MS);
}

/**
 * A count is a fact about one moment. The book after it is what was counted, plus every movement after that moment that is
 * known already. A movement told later, but of before the count, is inside the count and is never taken off again.
 * Within the second of the count nobody can tell: where some reading agrees with the book, the book stands; else such movements
 * count as later, since too little on the books is found by the next count, and too much is sold twice.
 *
 * What the WMS froze for orders that it has is in our `allocated` too: it lies there and is promised. Frozen beyond our
 * promises is held back by a person there and is not ours to sell.
 */
export function countStock(book: StockBook, fact: CountFact, since: MovedSince): void {
  const shelf = book.knownShelf(fact.warehouseId, fact.sku);
  if (shelf.countedAt !== undefined && fact.countedAt.getTime() <= shelf.countedAt.getTime()) return;
  const promisedThen = shelf.allocated - since.outbound;
  const counted = fact.quantity + Math.min(fact.frozen, promisedThen);
  const isFirst = shelf.countedAt === undefined;
  const expected = nearest(counted, shelf.onHand - since.after, shelf.onHand - since.after - since.within);
  const difference = counted - expected;
  shelf.countedAt = fact.countedAt;
  shelf.unexplained = isFirst ? 0 : difference;
  book.changedShelves.add(shelf);
  if (difference === 0) {
    book.agreements.push({ sku: fact.sku, warehouseId: fact.warehouseId });
    return;
  }
  book.post({
    kind: 'COUNT',
    sku: fact.sku,
    warehouseId: fact.warehouseId,
    orderId: '',
    lineNo: '',
    source: fact.countId,
    onHand: difference,
    reserved: 0,
    allocated: 0,
  });
  if (!isFirst) book.drifts.push({ sku: fact.sku, warehouseId: fact.warehouseId, book: expected, counted, countedAt: fact.countedAt });
}

/** Books goods that went in or out, unless the last count has seen them. */
export function moveGoods(book: StockBook, movement: Movement): void {
  const shelf = book.knownShelf(movement.warehouseId, movement.sku);
  book.movements.push(movement);
  if (isInCount(shelf, movement)) {
    // It explains a difference that the count found, or shows that count and book agreed by mistake.
    shelf.unexplained -= movement.delta;
    book.changedShelves.add(shelf);
    book.lateMovements.push(movement);
    return;
  }
  book.post({
    kind: 'MOVE',
    sku: movement.sku,
    warehouseId: movement.warehouseId,
    orderId: '',
    lineNo: '',
    source: movement.sourceKey,
    onHand: movement.delta,
    reserved: 0,
    allocated: 0,
  });
}

function isInCount(shelf: Shelf, movement: Movement): boolean {
  if (shelf.countedAt === undefined || movement.movedAt > shelf.countedAt) return false;
  if (movement.movedAt <= surelyCountedUntil(shelf.countedAt)) return true;
  // In the second of the count: inside it when the count found a difference of that kind.
  return Math.sign(shelf.unexplained) === Math.sign(movement.delta) && Math.abs(shelf.unexplained) >= Math.abs(movement.delta);
}

/** The value between the two bounds that is nearest to what was counted. */
function nearest(counted: number, one: number, other: number): number {
  const [low, high] = one < other ? [one, other] : [other, one];
  return Math.min(high, Math.max(low, counted));
}
