import type { Part, StockView, WantedLine, Warehouse } from './sourcing-facts.ts';

export interface SplitOption {
  readonly warehouse: Warehouse;
  readonly score: number;
}

/**
 * The fewest warehouses that hold all lines together; among sets of the same size the one with the best scores.
 * Undefined when no set of at most `maxParts` does. The reach is small (a dozen), so all sets are walked.
 */
export function splitOverFewest(
  lines: readonly WantedLine[],
  options: readonly SplitOption[],
  stock: StockView,
  limits: { readonly maxParts: number; readonly coldChainOnly: boolean },
): readonly Part[] | undefined {
  const needs = needsOf(lines, limits.coldChainOnly);
  const able = options
    .map((option) => ({ option, gives: needs.map((need) => givableOf(need, option.warehouse, stock)) }))
    .filter(({ gives }) => gives.some((units) => units > 0));
  // What all of them together lack, no set of them has.
  if (!covers(needs, able)) return undefined;
  for (let size = 2; size <= Math.min(limits.maxParts, able.length); size += 1) {
    let best: { readonly set: readonly Able[]; readonly score: number } | undefined;
    for (const set of subsets(able, size)) {
      if (!covers(needs, set)) continue;
      const score = set.reduce((total, one) => total + one.option.score, 0);
      if (best === undefined || score > best.score) best = { set, score };
    }
    if (best !== undefined) {
      return assign(
        lines,
        best.set.map((one) => one.option),
        stock,
        limits.coldChainOnly,
      );
    }
  }
  return undefined;
}

interface Need {
  readonly sku: string;
  readonly units: number;
  readonly cold: boolean;
}

interface Able {
  readonly option: SplitOption;
  /** Units that it could give, by need. */
  readonly gives: readonly number[];
}

function needsOf(lines: readonly WantedLine[], coldChainOnly: boolean): readonly Need[] {
  return [...Map.groupBy(lines, (line) => line.sku)].map(([sku, some]) => ({
    sku,
    units: some.reduce((units, line) => units + line.quantity, 0),
    cold: coldChainOnly || some.some((line) => line.coldChain),
  }));
}

function givableOf(need: Need, warehouse: Warehouse, stock: StockView): number {
  return need.cold && !warehouse.coldChain ? 0 : Math.max(0, Math.min(need.units, stock.free(warehouse.id, need.sku)));
}

function covers(needs: readonly Need[], set: readonly Able[]): boolean {
  return needs.every((need, index) => {
    let units = 0;
    for (const one of set) units += one.gives[index] ?? 0;
    return units >= need.units;
  });
}

/** Units of a line that a warehouse may and can give. */
export function givable(line: WantedLine, warehouse: Warehouse, stock: StockView, coldChainOnly: boolean): number {
  if ((line.coldChain || coldChainOnly) && !warehouse.coldChain) return 0;
  return Math.max(0, Math.min(line.quantity, stock.free(warehouse.id, line.sku)));
}

/** A line goes whole to the best warehouse that can take it whole; only what none can is spread. */
function assign(lines: readonly WantedLine[], set: readonly SplitOption[], stock: StockView, coldChainOnly: boolean): readonly Part[] {
  const ranked = set.toSorted((a, b) => b.score - a.score);
  const left = new Map<string, number>();
  const parts = new Map<string, { lineNo: string; sku: string; quantity: number }[]>();
  const put = (warehouse: Warehouse, line: WantedLine, want: number): number => {
    const quantity = take(left, warehouse, line, want, stock, coldChainOnly);
    if (quantity === 0) return 0;
    const list = parts.get(warehouse.id) ?? [];
    list.push({ lineNo: line.lineNo, sku: line.sku, quantity });
    parts.set(warehouse.id, list);
    return quantity;
  };
  const spread: WantedLine[] = [];
  for (const line of lines) {
    const whole = ranked.find(({ warehouse }) => givable(line, warehouse, after(stock, left), coldChainOnly) === line.quantity);
    if (whole === undefined) spread.push(line);
    else put(whole.warehouse, line, line.quantity);
  }
  for (const line of spread) {
    let need = line.quantity;
    for (const { warehouse } of ranked) need -= put(warehouse, line, need);
  }
  return ranked.flatMap(({ warehouse }) => {
    const given = parts.get(warehouse.id);
    return given === undefined ? [] : [{ warehouseId: warehouse.id, lines: given }];
  });
}

function take(
  left: Map<string, number>,
  warehouse: Warehouse,
  line: WantedLine,
  want: number,
  stock: StockView,
  coldChainOnly: boolean,
): number {
  const key = `${warehouse.id} ${line.sku}`;
  const quantity = Math.min(want, givable(line, warehouse, after(stock, left), coldChainOnly));
  left.set(key, (left.get(key) ?? 0) + quantity);
  return quantity;
}

/** Two lines of one SKU share its stock. */
function after(stock: StockView, taken: ReadonlyMap<string, number>): StockView {
  return {
    free: (warehouseId, sku) => stock.free(warehouseId, sku) - (taken.get(`${warehouseId} ${sku}`) ?? 0),
    occupancy: (warehouseId) => stock.occupancy(warehouseId),
  };
}

function* subsets<T>(items: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= items.length - size; index += 1) {
    const item = items[index];
    if (item === undefined) continue;
    for (const rest of subsets(items, size - 1, index + 1)) yield [item, ...rest];
  }
}
