import type { Phrase } from './answer.ts';

export const hops = ['ARRIVAL', 'LOCK', 'SOURCING', 'WAREHOUSE', 'WAYBILL', 'PICKUP'] as const;
export type Hop = (typeof hops)[number];

export type CauseDimension = 'CHANNEL' | 'WAREHOUSE' | 'CARRIER';

/** Orders that ended their waiting in the same hour of the day and have channel, warehouse and carrier in common. */
export interface HopRow {
  readonly channel: string;
  readonly warehouse: string;
  readonly carrier: string;
  readonly hour: number;
  readonly orders: number;
  /** Milliseconds of all its orders together, by hop. */
  readonly sums: readonly number[];
}

export interface HopFigure {
  readonly hop: Hop;
  readonly meanMs: number | undefined;
  readonly share: number | undefined;
  readonly baselineMs: number | undefined;
  readonly slower: boolean;
}

export interface Cause {
  readonly phrase: Phrase;
  /** The orders that it is about; undefined where it is about none. */
  readonly group?: { readonly dimension: CauseDimension; readonly key: string; readonly fromHour: number };
}

export interface Tolerance {
  readonly slowerShare: number;
  readonly slowerLeast: number;
}

/** What a hop can be blamed on. */
const dimensionsOf: Readonly<Record<Hop, readonly CauseDimension[]>> = {
  ARRIVAL: ['CHANNEL'],
  LOCK: ['CHANNEL'],
  SOURCING: ['WAREHOUSE', 'CHANNEL'],
  WAREHOUSE: ['WAREHOUSE'],
  WAYBILL: ['CARRIER', 'WAREHOUSE'],
  PICKUP: ['WAREHOUSE', 'CARRIER'],
};

export function hopFigures(today: readonly HopRow[], baseline: readonly HopRow[], tolerance: Tolerance): readonly HopFigure[] {
  const means = hops.map((_hop, index) => meanOf(today, index));
  const whole = means.reduce<number>((sum, mean) => sum + (mean ?? 0), 0);
  return hops.map((hop, index) => {
    const meanMs = means[index];
    const baselineMs = meanOf(baseline, index);
    const slower =
      meanMs !== undefined &&
      baselineMs !== undefined &&
      meanMs - baselineMs > Math.max(tolerance.slowerLeast, baselineMs * tolerance.slowerShare);
    return { hop, meanMs, share: meanMs === undefined || whole === 0 ? undefined : meanMs / whole, baselineMs, slower };
  });
}

/** Why customers wait as long as they do: the hop that got slowest, and who differs most in it. */
export function waitingCause(today: readonly HopRow[], baseline: readonly HopRow[], tolerance: Tolerance): Cause {
  const figures = hopFigures(today, baseline, tolerance);
  const longest = figures.toSorted((a, b) => (b.meanMs ?? 0) - (a.meanMs ?? 0))[0];
  if (longest?.meanMs === undefined) return { phrase: { code: 'NO_DATA', parameters: {} } };
  const slowest = figures.filter((one) => one.slower).toSorted((a, b) => slownessOf(b) - slownessOf(a))[0];
  if (slowest?.meanMs !== undefined) {
    const group = culprit(slowest.hop, today, baseline);
    const parameters = { hop: slowest.hop, mean: slowest.meanMs, baseline: slowest.baselineMs ?? 0, slower: slownessOf(slowest) };
    return blamed('SLOWER_HOP', parameters, group);
  }
  const parameters = { hop: longest.hop, mean: longest.meanMs };
  if (baseline.length > 0) return { phrase: { code: 'STEADY', parameters } };
  return blamed('LONGEST_HOP', parameters, culprit(longest.hop, today, []));
}

interface Culprit {
  readonly dimension: CauseDimension;
  readonly key: string;
  readonly orders: number;
  readonly fromHour: number;
  readonly meanMs: number;
}

function blamed(code: string, parameters: Phrase['parameters'], group: Culprit | undefined): Cause {
  if (group === undefined) return { phrase: { code, parameters } };
  const { dimension, key, orders, fromHour, meanMs } = group;
  return {
    phrase: { code, parameters: { ...parameters, dimension, key, orders, keyMean: meanMs, ...(fromHour > 0 ? { fromHour } : {}) } },
    group: { dimension, key, fromHour },
  };
}

/** The channel, warehouse or carrier whose part of the excess is furthest above its part of the orders. */
function culprit(hop: Hop, today: readonly HopRow[], baseline: readonly HopRow[]): Culprit | undefined {
  const index = hops.indexOf(hop);
  const all = ordersOf(today);
  const candidates = dimensionsOf[hop].flatMap((dimension) => {
    const groups = [...Map.groupBy(today, (row) => keyOf(row, dimension))].filter(([key]) => key !== '');
    const judged = groups.map(([key, rows]) => {
      const usual =
        meanOf(
          baseline.filter((row) => keyOf(row, dimension) === key),
          index,
        ) ??
        meanOf(baseline, index) ??
        meanOf(today, index) ??
        0;
      const excess = Math.max(0, (meanOf(rows, index) ?? 0) - usual) * ordersOf(rows);
      return { dimension, key, rows, usual, excess };
    });
    const total = judged.reduce((sum, one) => sum + one.excess, 0);
    return judged.map((one) => ({ ...one, weight: total === 0 ? 0 : one.excess / total - ordersOf(one.rows) / all }));
  });
  const [worst] = candidates.filter((one) => one.excess > 0).toSorted((a, b) => b.weight - a.weight);
  if (worst === undefined) return undefined;
  const fromHour = beginningOf(worst.rows, index, worst.usual);
  const blamedRows = worst.rows.filter((row) => row.hour >= fromHour);
  return { dimension: worst.dimension, key: worst.key, orders: ordersOf(blamedRows), fromHour, meanMs: meanOf(blamedRows, index) ?? 0 };
}

/** The hour from which on nearly all of the excess came, where it came from fewer than half of the orders; else 0. */
function beginningOf(rows: readonly HopRow[], index: number, usual: number): number {
  const excessFrom = (hour: number): number =>
    rows.filter((row) => row.hour >= hour).reduce((sum, row) => sum + Math.max(0, (row.sums[index] ?? 0) - usual * row.orders), 0);
  const whole = excessFrom(0);
  for (let hour = 23; hour > 0; hour -= 1) {
    if (whole > 0 && excessFrom(hour) >= whole * 0.8) {
      return ordersOf(rows.filter((row) => row.hour >= hour)) <= ordersOf(rows) / 2 ? hour : 0;
    }
  }
  return 0;
}

function meanOf(rows: readonly HopRow[], index: number): number | undefined {
  const orders = ordersOf(rows);
  return orders === 0 ? undefined : rows.reduce((sum, row) => sum + (row.sums[index] ?? 0), 0) / orders;
}

function ordersOf(rows: readonly HopRow[]): number {
  return rows.reduce((sum, row) => sum + row.orders, 0);
}

function slownessOf(figure: HopFigure): number {
  return (figure.meanMs ?? 0) - (figure.baselineMs ?? 0);
}

function keyOf(row: HopRow, dimension: CauseDimension): string {
  switch (dimension) {
    case 'CHANNEL':
      return row.channel;
    case 'WAREHOUSE':
      return row.warehouse;
    case 'CARRIER':
      return row.carrier;
  }
}
