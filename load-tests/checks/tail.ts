/** A spread with the rare cases in it: one in a thousand. */
export interface Tail {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Exact percentiles by nearest rank; undefined of nothing. */
export function tailOf(values: readonly number[]): Tail | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((one, other) => one - other);
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), p999: rank(0.999), max: rank(1) };
}

export const tailHead: readonly string[] = ['count', 'p50', 'p95', 'p99', 'p99.9', 'max'];

export function tailCells(values: readonly number[]): readonly string[] {
  const tail = tailOf(values);
  if (tail === undefined) return ['0', '-', '-', '-', '-', '-'];
  return [String(tail.count), ...[tail.p50, tail.p95, tail.p99, tail.p999, tail.max].map((ms) => ms.toFixed(0))];
}
