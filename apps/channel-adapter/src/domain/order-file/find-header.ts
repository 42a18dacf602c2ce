import { headerKey } from './clean-cell.ts';
import { knownHeaders } from './guess-columns.ts';
import { synonyms } from './layouts.ts';

export const HEADER_WITHIN = 30;

export interface FoundHeader {
  readonly headers: readonly string[];
  /** Rows up to and with the header. */
  readonly rows: number;
}

/** Finds the header among the first rows, also one that is spread over two (a merged group above its columns). */
export function findHeader(rows: readonly (readonly string[])[]): FoundHeader | undefined {
  let best: (FoundHeader & { readonly score: number }) | undefined;
  const consider = (headers: readonly string[], end: number): void => {
    const score = scoreOf(headers);
    if (score > (best?.score ?? 2)) best = { headers, rows: end, score };
  };
  rows.slice(0, HEADER_WITHIN).forEach((row, index) => {
    consider(row, index + 1);
    const below = rows[index + 1];
    if (below !== undefined) consider(joined(row, below), index + 2);
  });
  return best;
}

/** Known names in the row; none without the order's number. */
function scoreOf(headers: readonly string[]): number {
  const keys = new Set(headers.map(headerKey));
  const hasOrder = synonyms.order.some((name) => keys.has(name)) || [...keys].some((key) => /订单(编)?号/.test(key));
  return hasOrder ? [...keys].filter((key) => knownHeaders.has(key)).length : 0;
}

/** The lower row's names; where it has none, the cell was merged downwards from the upper row. */
function joined(upper: readonly string[], lower: readonly string[]): readonly string[] {
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_none, index) => {
    const below = lower[index] ?? '';
    return headerKey(below) === '' ? (upper[index] ?? '') : below;
  });
}
