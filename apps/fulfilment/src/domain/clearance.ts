import { allocate, fen } from '@orderloom/domain-kernel';
import type { Gcj02 } from './places.ts';
import type { Part, Precision } from './sourcing-facts.ts';

/** What an order may be sourced with: everything of ClearedForSourcing that is not personal. */
export interface Clearance {
  readonly orderId: string;
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
  readonly raised: boolean;
  readonly recipientToken: string;
  readonly district: { readonly code: string; readonly province: string; readonly city: string; readonly county: string };
  readonly at: Gcj02;
  readonly precision: Precision;
  readonly lines: readonly ClearedLine[];
  readonly freightFen: string;
  /** ISO times; empty when the channel gave none. */
  readonly placedAt: string;
  readonly paidAt: string;
  readonly promisedShipAt: string;
}

export interface ClearedLine {
  readonly lineNo: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly coldChain: boolean;
  /** Fen as text: this is stored as JSON. */
  readonly unitPriceFen: string;
  readonly paidShareFen: string;
}

export interface GivenLine {
  readonly lineNo: string;
  readonly quantity: number;
}

/** What of the cleared lines no live fulfilment order has yet; a clearance that came twice leaves nothing. */
export function uncoveredLines(lines: readonly ClearedLine[], given: readonly GivenLine[]): readonly ClearedLine[] {
  const left = new Map<string, number>();
  for (const line of given) left.set(line.lineNo, (left.get(line.lineNo) ?? 0) + line.quantity);
  return lines.flatMap((line) => {
    const open = line.quantity - (left.get(line.lineNo) ?? 0);
    if (open <= 0) return [];
    if (open === line.quantity) return [line];
    const [share = fen(0n)] = allocate(fen(BigInt(line.paidShareFen)), [BigInt(open), BigInt(line.quantity - open)]);
    return [{ ...line, quantity: open, paidShareFen: share.minor.toString() }];
  });
}

export interface PricedLine {
  readonly lineNo: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPriceFen: bigint;
  readonly paidShareFen: bigint;
}

/** Gives each part its share of what was paid per line, to the fen: the parts of a line always add up to the line. */
export function priceParts(lines: readonly ClearedLine[], parts: readonly Part[]): readonly (readonly PricedLine[])[] {
  const shares = new Map<string, bigint[]>();
  for (const line of lines) {
    const weights = parts.flatMap((part) =>
      part.lines.filter((given) => given.lineNo === line.lineNo).map((given) => BigInt(given.quantity)),
    );
    if (weights.length === 0) continue;
    const paid = BigInt(line.paidShareFen);
    shares.set(line.lineNo, weights.length === 1 ? [paid] : allocate(fen(paid), weights).map((share) => share.minor));
  }
  const byNo = new Map(lines.map((line) => [line.lineNo, line]));
  return parts.map((part) =>
    part.lines.map((given) => {
      const line = byNo.get(given.lineNo);
      return {
        lineNo: given.lineNo,
        sku: given.sku,
        title: line?.title ?? given.sku,
        quantity: given.quantity,
        unitPriceFen: BigInt(line?.unitPriceFen ?? '0'),
        paidShareFen: shares.get(given.lineNo)?.shift() ?? 0n,
      };
    }),
  );
}

export interface Amounts {
  readonly totalFen: bigint;
  readonly itemFen: bigint;
  readonly discountFen: bigint;
  readonly freightFen: bigint;
  /** Still to collect; nothing, since only paid orders are sent. */
  readonly toCollectFen: bigint;
  readonly paidFen: bigint;
}

/** total = to collect + paid = items - discount + freight, exactly. */
export function amountsOf(lines: readonly PricedLine[], freightFen: bigint): Amounts {
  const itemFen = lines.reduce((total, line) => total + line.unitPriceFen * BigInt(line.quantity), 0n);
  const goodsPaid = lines.reduce((total, line) => total + line.paidShareFen, 0n);
  const totalFen = goodsPaid + freightFen;
  return { totalFen, itemFen, discountFen: itemFen - goodsPaid, freightFen, toCollectFen: 0n, paidFen: totalFen };
}
