import { hash } from 'node:crypto';
import type { OrderStock, StockBook } from '../domain/stock-book.ts';
import type { LineQuantity } from '../domain/stock-events.ts';
import type { StockClaim } from './claim-stock.ts';

/** Stands first among the claims of an order that is older than their keeping. */
export const KEPT_ELSEWHERE = '?';

const PRINT_LENGTH = 16;

/** The print under which a granted claim is kept with what it made; empty where only its id is known. */
export function keptPrint(order: OrderStock | undefined, claim: StockClaim): string | undefined {
  if (order === undefined) return undefined;
  if (claim.kind === 'ALLOCATE') return order.allocations.find((allocation) => allocation.claimId === claim.claimId)?.print;
  const sign = signOf(claim.kind);
  const kept = order.claims.find((entry) => entry.startsWith(sign) && entry.slice(1 + PRINT_LENGTH) === claim.claimId);
  return kept?.slice(1, 1 + PRINT_LENGTH);
}

/** An allocation keeps its claim by itself; what was held or given back is kept with the order. */
export function keepClaim(book: StockBook, claim: StockClaim, print: string): void {
  const order = book.order(claim.orderId);
  if (claim.kind === 'ALLOCATE' || order === undefined) return;
  order.claims.push(`${signOf(claim.kind)}${print}${claim.claimId}`);
  book.touch(order);
}

export function mayBeKeptElsewhere(order: OrderStock | undefined, claim: StockClaim): boolean {
  return claim.kind !== 'ALLOCATE' && order?.claims[0] === KEPT_ELSEWHERE;
}

/** Order of the lines does not make another claim. */
export function printOf(claim: StockClaim): string {
  return hash('sha256', textOf(claim), 'base64url').slice(0, PRINT_LENGTH);
}

function textOf(claim: StockClaim): string {
  switch (claim.kind) {
    case 'RESERVE':
      return linesOf(claim.lines);
    case 'ALLOCATE':
      return `${claim.warehouseId}\n${linesOf(claim.lines)}`;
    case 'RELEASE':
      return `${claim.keepReservation ? 'keep' : 'end'}\n${claim.warehouseId}\n${claim.reason}\n${linesOf(claim.lines)}`;
  }
}

function linesOf(lines: readonly LineQuantity[]): string {
  const texts = lines.map((line) => `${line.lineNo}\n${line.sku}\n${line.quantity}`);
  return (texts.length > 1 ? texts.toSorted() : texts).join('\n');
}

function signOf(kind: 'RESERVE' | 'RELEASE'): string {
  return kind === 'RESERVE' ? 'H' : 'B';
}
