import type { Allocation, HeldLine, OrderStock, StockBook } from '../domain/stock-book.ts';

export interface OfOrder<Part> {
  readonly orderId: string;
  readonly part: Part;
}

/** Rows of orders that a book made, changed or dropped; a row that is as it was is not written. */
export interface ChangedOrders {
  readonly made: readonly OrderStock[];
  readonly changed: readonly OrderStock[];
  readonly linesMade: readonly OfOrder<HeldLine>[];
  readonly linesChanged: readonly OfOrder<HeldLine>[];
  readonly linesDropped: readonly OfOrder<HeldLine>[];
  readonly allocationsMade: readonly OfOrder<Allocation>[];
  readonly allocationsChanged: readonly OfOrder<Allocation>[];
}

export function changedOrders(book: StockBook): ChangedOrders {
  const made: OrderStock[] = [];
  const changed: OrderStock[] = [];
  const linesMade: OfOrder<HeldLine>[] = [];
  const linesChanged: OfOrder<HeldLine>[] = [];
  const linesDropped: OfOrder<HeldLine>[] = [];
  const allocationsMade: OfOrder<Allocation>[] = [];
  const allocationsChanged: OfOrder<Allocation>[] = [];
  for (const order of book.changedOrders) {
    const { orderId } = order;
    const before = book.before.orders.get(orderId);
    if (before === undefined) made.push(order);
    else if (!sameHead(before, order)) changed.push(order);
    for (const line of order.lines) {
      const was = before?.lines.find((one) => one.lineNo === line.lineNo);
      if (was === undefined) linesMade.push({ orderId, part: line });
      else if (!sameLine(was, line)) linesChanged.push({ orderId, part: line });
    }
    for (const line of before?.lines ?? []) {
      if (!order.lines.some((one) => one.lineNo === line.lineNo)) linesDropped.push({ orderId, part: line });
    }
    for (const allocation of order.allocations) {
      const was = before?.allocations.find((one) => one.claimId === allocation.claimId && one.lineNo === allocation.lineNo);
      if (was === undefined) allocationsMade.push({ orderId, part: allocation });
      else if (!sameAllocation(was, allocation)) allocationsChanged.push({ orderId, part: allocation });
    }
  }
  return { made, changed, linesMade, linesChanged, linesDropped, allocationsMade, allocationsChanged };
}

function sameHead(one: OrderStock, other: OrderStock): boolean {
  return (
    one.state === other.state &&
    one.paidAt?.getTime() === other.paidAt?.getTime() &&
    one.expiresAt?.getTime() === other.expiresAt?.getTime() &&
    one.unlockedSince?.getTime() === other.unlockedSince?.getTime() &&
    // Claims are only ever added.
    one.claims.length === other.claims.length
  );
}

function sameLine(one: HeldLine, other: HeldLine): boolean {
  return (
    one.sku === other.sku &&
    one.quantity === other.quantity &&
    one.held === other.held &&
    one.allocated === other.allocated &&
    one.consumed === other.consumed &&
    one.released === other.released
  );
}

function sameAllocation(one: Allocation, other: Allocation): boolean {
  return one.quantity === other.quantity && one.warehouseId === other.warehouseId && one.print === other.print;
}
