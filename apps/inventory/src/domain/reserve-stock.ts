import { available, heldLines, wantedOf, type OrderStock, type StockBook } from './stock-book.ts';
import type { LineQuantity, Shortage } from './stock-events.ts';

export interface ReserveWish {
  readonly orderId: string;
  readonly lines: readonly LineQuantity[];
  /** Absent: not paid, so the hold ends at `expiresAt` unless a payment confirms it. */
  readonly paidAt: Date | undefined;
  readonly expiresAt: Date;
  readonly source: string;
}

export type ReserveAnswer =
  | { readonly answer: 'GRANTED' }
  | { readonly answer: 'SHORT' | 'UNKNOWN_SKU'; readonly shortages: readonly Shortage[] }
  /** The order was cancelled, or holds other lines. */
  | { readonly answer: 'ENDED' | 'OTHERWISE' };

/** Holds all lines of an order or none. A paid order that is short waits; asked again, a held order is told so again. */
export function reserveStock(book: StockBook, wish: ReserveWish, now: Date): ReserveAnswer {
  const order = book.order(wish.orderId) ?? newOrder(wish.orderId);
  switch (order.state) {
    case 'CANCELLED':
      return { answer: 'ENDED' };
    case 'CONSUMED':
      return { answer: 'GRANTED' };
    case 'PENDING':
    case 'CONFIRMED':
      return confirmHeld(book, order, wish, now);
    case 'WAITING':
    case 'SEEN':
    case 'RELEASED':
      return grantOrRefuse(book, order, wish, now);
  }
}

/** Tries an order that waits once more; a second refusal is not told again. */
export function retryWaiting(book: StockBook, order: OrderStock, hold: { readonly now: Date; readonly expiresAt: Date }): boolean {
  if (order.state !== 'WAITING' || shortagesOf(book, order).length > 0) return false;
  holdAll(book, order, { source: 'retry', expiresAt: hold.expiresAt, now: hold.now });
  return true;
}

/** Takes a paid order on without a look at stock: what it holds is confirmed, else it waits to be asked again. */
export function acceptUnlocked(book: StockBook, wish: ReserveWish & { readonly paidAt: Date }, now: Date): void {
  const order = book.order(wish.orderId) ?? newOrder(wish.orderId);
  if (order.state === 'PENDING' || order.state === 'CONFIRMED') {
    confirmHeld(book, order, wish, now);
    return;
  }
  if (order.state === 'CANCELLED' || order.state === 'CONSUMED') return;
  takeLines(order, wish.lines);
  order.paidAt ??= wish.paidAt;
  order.state = 'WAITING';
  order.unlockedSince = now;
  book.touch(order);
}

/** Asks for an order that was taken on unlocked: it gets its stock, or is told to be short as it would have been then. */
export function lockAfterwards(book: StockBook, order: OrderStock, hold: { readonly now: Date; readonly expiresAt: Date }): void {
  order.unlockedSince = undefined;
  book.touch(order);
  if (order.state !== 'WAITING' || retryWaiting(book, order, hold)) return;
  book.events.push({ kind: 'short', orderId: order.orderId, lines: shortagesOf(book, order), at: hold.now });
}

function confirmHeld(book: StockBook, order: OrderStock, wish: ReserveWish, now: Date): ReserveAnswer {
  if (wish.paidAt === undefined) return sameLines(order, wish.lines) ? { answer: 'GRANTED' } : { answer: 'OTHERWISE' };
  order.state = 'CONFIRMED';
  order.paidAt ??= wish.paidAt;
  order.expiresAt = wish.expiresAt;
  book.touch(order);
  book.events.push({ kind: 'reserved', orderId: order.orderId, lines: heldLines(order), at: now, expiresAt: wish.expiresAt });
  return { answer: 'GRANTED' };
}

function grantOrRefuse(book: StockBook, order: OrderStock, wish: ReserveWish, now: Date): ReserveAnswer {
  takeLines(order, wish.lines);
  const shortages = shortagesOf(book, order);
  order.paidAt ??= wish.paidAt;
  if (shortages.length === 0) {
    holdAll(book, order, { source: wish.source, expiresAt: wish.expiresAt, now });
    return { answer: 'GRANTED' };
  }
  if (wish.paidAt !== undefined) {
    order.state = 'WAITING';
    book.touch(order);
    book.events.push({ kind: 'short', orderId: order.orderId, lines: shortages, at: now });
  }
  return { answer: shortages.every((line) => book.pool(line.sku) === undefined) ? 'UNKNOWN_SKU' : 'SHORT', shortages };
}

function holdAll(
  book: StockBook,
  order: OrderStock,
  hold: { readonly source: string; readonly expiresAt: Date; readonly now: Date },
): void {
  for (const line of order.lines) {
    const quantity = wantedOf(line);
    if (quantity === 0) continue;
    line.held += quantity;
    book.post({
      kind: 'RESERVE',
      sku: line.sku,
      warehouseId: '',
      orderId: order.orderId,
      lineNo: line.lineNo,
      source: hold.source,
      onHand: 0,
      reserved: quantity,
      allocated: 0,
    });
  }
  order.state = order.paidAt === undefined ? 'PENDING' : 'CONFIRMED';
  order.expiresAt = hold.expiresAt;
  order.unlockedSince = undefined;
  book.touch(order);
  // Gate 2 is for paid orders: an unpaid hold is answered to its caller, and told when the payment confirms it.
  if (order.state === 'CONFIRMED') {
    book.events.push({ kind: 'reserved', orderId: order.orderId, lines: heldLines(order), at: hold.now, expiresAt: hold.expiresAt });
  }
}

/** Two lines of one SKU add up: the running sum is kept per SKU, in the order of the lines. */
function shortagesOf(book: StockBook, order: OrderStock): readonly Shortage[] {
  const taken = new Map<string, number>();
  const shortages: Shortage[] = [];
  for (const line of order.lines) {
    const wanted = wantedOf(line);
    if (wanted === 0) continue;
    const pool = book.pool(line.sku);
    const before = taken.get(line.sku) ?? 0;
    const left = Math.max(0, (pool === undefined ? 0 : available(pool)) - before);
    if (left < wanted) shortages.push({ lineNo: line.lineNo, sku: line.sku, wanted, available: left });
    if (order.lines.length > 1) taken.set(line.sku, before + wanted);
  }
  return shortages;
}

/** What was released of a line before the order itself arrived stays released. */
function takeLines(order: OrderStock, lines: readonly LineQuantity[]): void {
  const early = order.state === 'SEEN' ? new Map(order.lines.map((line) => [line.lineNo, line.released])) : new Map<string, number>();
  order.lines = lines.map((line) => ({
    lineNo: line.lineNo,
    sku: line.sku,
    quantity: line.quantity,
    held: 0,
    allocated: 0,
    consumed: 0,
    released: Math.min(line.quantity, early.get(line.lineNo) ?? 0),
  }));
}

function sameLines(order: OrderStock, lines: readonly LineQuantity[]): boolean {
  const key = (all: readonly LineQuantity[]): string =>
    all
      .map((line) => `${line.lineNo} ${line.sku} ${line.quantity}`)
      .toSorted()
      .join('\n');
  return key(order.lines) === key(lines);
}

function newOrder(orderId: string): OrderStock {
  return {
    orderId,
    state: 'RELEASED',
    paidAt: undefined,
    expiresAt: undefined,
    unlockedSince: undefined,
    lines: [],
    allocations: [],
    claims: [],
  };
}
