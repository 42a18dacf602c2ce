import type { OrderStock, StockBook } from './stock-book.ts';
import type { LineQuantity, Shortage } from './stock-events.ts';

export interface AllocateWish {
  readonly claimId: string;
  readonly orderId: string;
  readonly warehouseId: string;
  readonly lines: readonly LineQuantity[];
  /** Of the claim, to know it again. */
  readonly print?: string;
}

export type AllocateAnswer =
  | { readonly answer: 'GRANTED' }
  | { readonly answer: 'SHORT'; readonly shortages: readonly Shortage[] }
  | { readonly answer: 'NOT_RESERVED'; readonly shortages: readonly Shortage[] };

/** Ties reserved units to one warehouse, all lines or none. Only what the order holds, and only what that warehouse has free. */
export function allocateStock(book: StockBook, wish: AllocateWish): AllocateAnswer {
  const order = book.order(wish.orderId);
  const unheld = wish.lines.flatMap((line) => {
    const held = order?.lines.find((candidate) => candidate.lineNo === line.lineNo && candidate.sku === line.sku);
    const free = held === undefined ? 0 : held.held - held.allocated;
    return free < line.quantity ? [{ lineNo: line.lineNo, sku: line.sku, wanted: line.quantity, available: free }] : [];
  });
  if (order === undefined || unheld.length > 0) return { answer: 'NOT_RESERVED', shortages: unheld };
  const shortages = shortOnShelf(book, wish);
  if (shortages.length > 0) return { answer: 'SHORT', shortages };

  for (const line of wish.lines) {
    const held = order.lines.find((candidate) => candidate.lineNo === line.lineNo);
    if (held === undefined) continue;
    held.allocated += line.quantity;
    addAllocation(order, wish, line);
    book.post({
      kind: 'ALLOCATE',
      sku: line.sku,
      warehouseId: wish.warehouseId,
      orderId: order.orderId,
      lineNo: line.lineNo,
      source: wish.claimId,
      onHand: 0,
      reserved: 0,
      allocated: line.quantity,
    });
  }
  book.touch(order);
  return { answer: 'GRANTED' };
}

function shortOnShelf(book: StockBook, wish: AllocateWish): readonly Shortage[] {
  const taken = new Map<string, number>();
  return wish.lines.flatMap((line) => {
    const shelf = book.shelf(wish.warehouseId, line.sku);
    const before = taken.get(line.sku) ?? 0;
    const left = Math.max(0, (shelf === undefined ? 0 : shelf.onHand - shelf.allocated) - before);
    taken.set(line.sku, before + line.quantity);
    return left < line.quantity ? [{ lineNo: line.lineNo, sku: line.sku, wanted: line.quantity, available: left }] : [];
  });
}

/** A claim that was taken back may be made again, elsewhere too: its row is the same. */
function addAllocation(order: OrderStock, wish: AllocateWish, line: LineQuantity): void {
  const at = order.allocations.findIndex((one) => one.claimId === wish.claimId && one.lineNo === line.lineNo);
  const before = order.allocations[at];
  const isSame = before !== undefined && before.warehouseId === wish.warehouseId;
  const allocation = {
    claimId: wish.claimId,
    lineNo: line.lineNo,
    sku: line.sku,
    warehouseId: wish.warehouseId,
    quantity: line.quantity + (isSame ? before.quantity : 0),
    print: wish.print ?? '',
  };
  if (before === undefined) order.allocations.push(allocation);
  else order.allocations[at] = allocation;
}
