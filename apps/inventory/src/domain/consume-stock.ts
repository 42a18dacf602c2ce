import { takeBack } from './release-stock.ts';
import { moveGoods } from './count-stock.ts';
import type { HeldLine, OrderStock, StockBook } from './stock-book.ts';
import type { LineQuantity } from './stock-events.ts';

export interface OutboundFact {
  readonly orderId: string;
  readonly fulfilmentOrderId: string;
  readonly warehouseId: string;
  readonly outBizCode: string;
  readonly lines: readonly LineQuantity[];
  /** The fulfilment order is complete: what it did not ship is free for another warehouse. */
  readonly final: boolean;
  readonly outboundAt: Date;
}

/** The key under which an outbound stands once, however often it is told. */
export function outboundKey(fact: OutboundFact, lineNo: string): string {
  return `outbound:${fact.fulfilmentOrderId}:${fact.outBizCode}:${lineNo}`;
}

/**
 * Goods left: the allocation and the reservation behind them end, and the shelf is lower, unless a count has seen that already.
 * What left without an allocation (a broken stop, a wrong pick) still left.
 */
export function consumeStock(book: StockBook, fact: OutboundFact, known: ReadonlySet<string>, now: Date): void {
  const fresh = fact.lines.filter((line) => line.quantity > 0 && !known.has(outboundKey(fact, line.lineNo)));
  const order = book.order(fact.orderId);
  for (const line of fresh) {
    const held = order?.lines.find((candidate) => candidate.lineNo === line.lineNo && candidate.sku === line.sku);
    if (order !== undefined && held !== undefined) endPromise(book, { order, held, quantity: line.quantity, fact });
    moveGoods(book, {
      sourceKey: outboundKey(fact, line.lineNo),
      kind: 'OUTBOUND',
      sku: line.sku,
      warehouseId: fact.warehouseId,
      delta: -line.quantity,
      movedAt: fact.outboundAt,
    });
  }
  if (order !== undefined) close(book, order, fact);
  if (fresh.length > 0) book.events.push({ kind: 'consumed', orderId: fact.orderId, warehouseId: fact.warehouseId, lines: fresh, at: now });
}

function endPromise(
  book: StockBook,
  part: { readonly order: OrderStock; readonly held: HeldLine; readonly quantity: number; readonly fact: OutboundFact },
): void {
  const { order, held, fact } = part;
  const ended = Math.min(part.quantity, held.held);
  const before = held.allocated;
  const from = { order, line: held, source: outboundKey(fact, held.lineNo), warehouseId: fact.warehouseId };
  takeBack(book, { ...from, most: part.quantity, claimId: fact.fulfilmentOrderId });
  takeBack(book, { ...from, most: part.quantity - (before - held.allocated) });
  // What is allocated must be held: goods that left elsewhere than planned free the plan.
  takeBack(book, { ...from, most: ended - (held.held - held.allocated), warehouseId: undefined });
  held.held -= ended;
  held.consumed += ended;
  if (ended === 0) return;
  book.post({
    kind: 'CONSUME',
    sku: held.sku,
    warehouseId: '',
    orderId: order.orderId,
    lineNo: held.lineNo,
    source: from.source,
    onHand: 0,
    reserved: -ended,
    allocated: 0,
  });
}

function close(book: StockBook, order: OrderStock, fact: OutboundFact): void {
  if (fact.final) {
    for (const line of order.lines) {
      takeBack(book, {
        order,
        line,
        most: Number.POSITIVE_INFINITY,
        source: fact.fulfilmentOrderId,
        warehouseId: undefined,
        claimId: fact.fulfilmentOrderId,
      });
    }
  }
  const isOver = order.lines.every((line) => line.held === 0 && line.consumed + line.released === line.quantity);
  if (isOver && order.state !== 'CANCELLED') order.state = 'CONSUMED';
  book.touch(order);
}
