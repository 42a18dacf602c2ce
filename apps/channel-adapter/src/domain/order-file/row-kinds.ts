import { cleanCell } from './clean-cell.ts';

/** A row of sums under the orders. */
export function isTotal(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.includes('计') && /^(合计|总计|小计|本页合计)[:：]?$/.test(cleanCell(cell)));
}

/** The platform shows nothing of this person: stars alone. */
export function isHidden(text: string): boolean {
  return /^[*＊]+$/.test(text);
}
