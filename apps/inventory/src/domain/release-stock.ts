import type { HeldLine, OrderStock, StockBook } from './stock-book.ts';
import type { LineQuantity } from './stock-events.ts';

export interface ReleaseWish {
  readonly orderId: string;
  /** Empty: everything that the order holds. */
  readonly lines: readonly LineQuantity[];
  readonly reason: string;
  readonly source: string;
  /** What becomes of an order that holds nothing more: CANCELLED never reserves again. */
  readonly after: 'CANCELLED' | 'RELEASED';
  readonly kind?: 'RELEASE' | 'EXPIRE';
}

/** Gives back what is still held and has not left; asked again, there is nothing more to give, so it happens once. */
export function releaseStock(book: StockBook, wish: ReleaseWish, now: Date): readonly LineQuantity[] {
  const order = book.order(wish.orderId) ?? seenOrder(wish.orderId);
  const whole = wish.lines.length === 0;
  const given: LineQuantity[] = [];
  for (const line of whole ? order.lines : linesNamed(order, wish.lines)) {
    const asked = whole ? Number.POSITIVE_INFINITY : (wish.lines.find((candidate) => candidate.lineNo === line.lineNo)?.quantity ?? 0);
    const quantity = releaseLine(book, { order, line, asked, wish });
    if (quantity > 0) given.push({ lineNo: line.lineNo, sku: line.sku, quantity });
  }
  if (whole && wish.after === 'CANCELLED') order.state = 'CANCELLED';
  else if (order.state !== 'SEEN' && order.lines.every((line) => line.held === 0 && line.consumed + line.released === line.quantity)) {
    order.state = order.lines.some((line) => line.consumed > 0) ? 'CONSUMED' : wish.after;
  }
  book.touch(order);
  // It wants less now: that may be there.
  if (order.state === 'WAITING') for (const line of order.lines) book.risen.add(line.sku);
  if (given.length > 0) book.events.push({ kind: 'released', orderId: order.orderId, lines: given, reason: wish.reason, at: now });
  return given;
}

/** Takes allocations back; the reservation on the pool stays. Lines empty: all of the order in that warehouse. */
export function deallocateStock(
  book: StockBook,
  wish: { readonly orderId: string; readonly warehouseId: string; readonly lines: readonly LineQuantity[]; readonly source: string },
): void {
  const order = book.order(wish.orderId);
  if (order === undefined) return;
  const asked = new Map(wish.lines.map((line) => [line.lineNo, line.quantity]));
  for (const line of order.lines) {
    const most = wish.lines.length === 0 ? Number.POSITIVE_INFINITY : (asked.get(line.lineNo) ?? 0);
    takeBack(book, { order, line, most, source: wish.source, warehouseId: wish.warehouseId });
  }
  book.touch(order);
}

function releaseLine(
  book: StockBook,
  part: { readonly order: OrderStock; readonly line: HeldLine; readonly asked: number; readonly wish: ReleaseWish },
): number {
  const { order, line, asked, wish } = part;
  const open = line.quantity - line.consumed - line.released;
  const ended = Math.min(asked, open);
  // A line that waits holds nothing, but it stops wanting what was cancelled.
  const quantity = Math.min(ended, line.held);
  takeBack(book, { order, line, most: quantity - (line.held - line.allocated), source: wish.source, warehouseId: undefined });
  line.held -= quantity;
  line.released += ended;
  if (quantity > 0) {
    book.post({
      kind: wish.kind ?? 'RELEASE',
      sku: line.sku,
      warehouseId: '',
      orderId: order.orderId,
      lineNo: line.lineNo,
      source: wish.source,
      onHand: 0,
      reserved: -quantity,
      allocated: 0,
    });
  }
  return quantity;
}

export function takeBack(
  book: StockBook,
  part: {
    readonly order: OrderStock;
    readonly line: HeldLine;
    readonly most: number;
    readonly source: string;
    readonly warehouseId: string | undefined;
    readonly claimId?: string;
  },
): void {
  let left = part.most;
  for (const allocation of part.order.allocations) {
    if (left <= 0) return;
    if (allocation.lineNo !== part.line.lineNo || allocation.quantity === 0) continue;
    if (part.warehouseId !== undefined && allocation.warehouseId !== part.warehouseId) continue;
    if (part.claimId !== undefined && allocation.claimId !== part.claimId) continue;
    const quantity = Math.min(left, allocation.quantity);
    left -= quantity;
    allocation.quantity -= quantity;
    part.line.allocated -= quantity;
    book.post({
      kind: 'DEALLOCATE',
      sku: allocation.sku,
      warehouseId: allocation.warehouseId,
      orderId: part.order.orderId,
      lineNo: part.line.lineNo,
      source: part.source,
      onHand: 0,
      reserved: 0,
      allocated: -quantity,
    });
  }
}

/** A release may overtake the payment that it follows: what it names is remembered as released. */
function linesNamed(order: OrderStock, lines: readonly LineQuantity[]): readonly HeldLine[] {
  for (const line of lines) {
    if (order.lines.some((known) => known.lineNo === line.lineNo)) continue;
    order.lines.push({ lineNo: line.lineNo, sku: line.sku, quantity: line.quantity, held: 0, allocated: 0, consumed: 0, released: 0 });
  }
  const named = new Set(lines.map((line) => line.lineNo));
  return order.lines.filter((line) => named.has(line.lineNo));
}

function seenOrder(orderId: string): OrderStock {
  return {
    orderId,
    state: 'SEEN',
    paidAt: undefined,
    expiresAt: undefined,
    unlockedSince: undefined,
    lines: [],
    allocations: [],
    claims: [],
  };
}
