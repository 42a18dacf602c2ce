import { allocate, type Money } from '@orderloom/domain-kernel';

export interface OrderedLine {
  readonly lineNo: string;
  readonly quantity: number;
  readonly paidShare: bigint;
}

export interface LineAmount {
  readonly lineNo: string;
  readonly quantity: number;
  readonly amount: bigint;
}

/** Spreads what the buyer paid, freight included, over the lines by their paid shares; no fen is lost or made. */
export function lineAmounts(paid: Money, lines: readonly OrderedLine[]): readonly LineAmount[] {
  const shares = lines.map((line) => line.paidShare);
  const weights = shares.some((share) => share > 0n) ? shares : lines.map((line) => BigInt(line.quantity));
  const amounts = allocate(paid, weights);
  return lines.map((line, index) => ({ lineNo: line.lineNo, quantity: line.quantity, amount: amounts[index]?.minor ?? 0n }));
}

/**
 * Amount of the units that leave now, given the units that left before. Each line is charged up to its share of units that are out,
 * so the vouchers of all parts together are exactly what was paid.
 */
export function amountOfShipment(
  amounts: readonly LineAmount[],
  before: ReadonlyMap<string, number>,
  now: readonly { readonly lineNo: string; readonly quantity: number }[],
): bigint {
  const byLine = new Map(amounts.map((line) => [line.lineNo, line]));
  const out = new Map(before);
  let total = 0n;
  for (const { lineNo, quantity } of now) {
    const line = byLine.get(lineNo);
    if (line === undefined || line.quantity === 0) continue;
    const from = Math.min(out.get(lineNo) ?? 0, line.quantity);
    const to = Math.min(from + quantity, line.quantity);
    total += (line.amount * BigInt(to)) / BigInt(line.quantity) - (line.amount * BigInt(from)) / BigInt(line.quantity);
    out.set(lineNo, to);
  }
  return total;
}
