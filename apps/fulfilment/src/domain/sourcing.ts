import { distanceKm } from './places.ts';
import type { Candidate, Decision, Part, Refusal, Score, SourcingFailure, SourcingOrder, StockView, Warehouse } from './sourcing-facts.ts';
import type { ScoreWeights, SourcingRule } from './sourcing-rule.ts';
import { givable, splitOverFewest } from './split.ts';

/** Finds the nearest warehouses; a plain sort for few, an index for many. */
export type NearestFirst = (order: SourcingOrder) => readonly Warehouse[];

/** A product of an order, and how many of it. */
type Wanted = readonly [sku: string, quantity: number];

interface Seen {
  readonly warehouse: Warehouse;
  readonly km: number;
  readonly occupancy: number;
  readonly depth: number;
  /** How many orders like this one it could still fill; the live depth that layer 2 ranks by. */
  readonly fills: number;
  readonly refusal: Refusal | null;
  readonly detail: string | null;
}

interface Scored extends Seen {
  readonly scores: readonly Score[];
  readonly score: number;
}

/**
 * Three layers: (1) the nearest usable warehouses, (2) those above the occupancy limit dropped and the rest ranked by live depth,
 * (3) channel class and cold chain. When none of the nearest can give everything, the ring is widened; when no single
 * warehouse can, the order is split over the fewest.
 */
export function decideSourcing(order: SourcingOrder, nearestFirst: NearestFirst, stock: StockView, rule: SourcingRule): Decision {
  const coldChainOnly = rule.coldChainChannels.includes(order.channel);
  const wanted = [...wantedBySku(order)];
  const units = order.lines.reduce((total, line) => total + line.quantity, 0);
  const seen = nearestFirst(order).map((warehouse) => look(order, wanted, warehouse, stock, rule, coldChainOnly));
  const reachable = seen.filter(isReachable);
  const rings = chunk(reachable, rule.nearest);
  const weights = order.raised ? rule.weights.raised : rule.weights.normal;

  for (const [index, ring] of rings.entries()) {
    const whole = rank(
      ring.filter((one) => one.refusal === null && one.depth === units),
      order,
      rule,
      weights,
    );
    const best = whole[0];
    if (best === undefined) continue;
    const part = { warehouseId: best.warehouse.id, lines: order.lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity })) };
    return explain({
      order,
      seen,
      ranked: whole,
      parts: [part],
      widened: index > 0,
      asked: rings.slice(0, index + 1).flat(),
      rule,
      weights,
    });
  }

  const options = rank(
    reachable.filter((one) => one.depth > 0 && one.refusal !== 'OVER_OCCUPANCY').slice(0, rule.splitReach),
    order,
    rule,
    weights,
  );
  const parts = splitOverFewest(order.lines, options, stock, { maxParts: rule.maxParts, coldChainOnly });
  if (parts !== undefined) {
    const near = new Set(rings[0]?.map((one) => one.warehouse.id));
    const widened = parts.some((part) => !near.has(part.warehouseId));
    return explain({ order, seen, ranked: options, parts, widened, asked: reachable.slice(0, rule.splitReach), rule, weights });
  }
  return explain({ order, seen, ranked: [], parts: [], widened: rings.length > 1, asked: reachable, rule, weights });
}

function look(
  order: SourcingOrder,
  wanted: readonly Wanted[],
  warehouse: Warehouse,
  stock: StockView,
  rule: SourcingRule,
  coldChainOnly: boolean,
): Seen {
  const occupancy = stock.occupancy(warehouse.id);
  let depth = 0;
  for (const line of order.lines) depth += givable(line, warehouse, stock, coldChainOnly);
  let fills = Infinity;
  let short: Wanted | undefined;
  for (const one of wanted) {
    const free = Math.max(0, stock.free(warehouse.id, one[0]));
    fills = Math.min(fills, Math.floor(free / one[1]));
    if (free < one[1]) short ??= one;
  }
  const seen = { warehouse, km: distanceKm(order.at, warehouse), occupancy, depth, fills };
  const refuse = (refusal: Refusal, detail: string): Seen => ({ ...seen, refusal, detail });

  const excluded = order.excluded.get(warehouse.id);
  if (!warehouse.takingOrders) return refuse('STOPPED', 'takes no orders');
  if (excluded !== undefined) return refuse('ALLOCATION_REFUSED', excluded);
  if (occupancy > rule.maxOccupancy) {
    return refuse('OVER_OCCUPANCY', `${percent(occupancy)} allocated, at most ${percent(rule.maxOccupancy)}`);
  }
  const cold = order.lines.filter((line) => line.coldChain || coldChainOnly);
  if (!warehouse.coldChain && cold.length > 0 && cold.length === order.lines.length) {
    return refuse('NO_COLD_CHAIN', `${cold[0]?.sku ?? ''} needs a cold chain`);
  }
  if (short !== undefined) {
    const [sku, quantity] = short;
    return refuse('NO_STOCK', `${sku}: ${Math.max(0, stock.free(warehouse.id, sku))} of ${quantity}`);
  }
  if (!warehouse.coldChain && cold.length > 0) return refuse('NO_COLD_CHAIN', `${cold[0]?.sku ?? ''} needs a cold chain`);
  return { ...seen, refusal: null, detail: null };
}

/** A stopped or excluded warehouse does not count among the nearest: the next one moves up. */
function isReachable(one: Seen): boolean {
  return one.refusal !== 'STOPPED' && one.refusal !== 'ALLOCATION_REFUSED';
}

function rank(seen: readonly Seen[], order: SourcingOrder, rule: SourcingRule, weights: ScoreWeights): readonly Scored[] {
  return scoreAll(seen, order, rule, weights).toSorted(
    (a, b) => b.score - a.score || a.km - b.km || (a.warehouse.id < b.warehouse.id ? -1 : 1),
  );
}

function scoreAll(seen: readonly Seen[], order: SourcingOrder, rule: SourcingRule, weights: ScoreWeights): readonly Scored[] {
  const deepest = Math.max(1, ...seen.map((one) => one.fills));
  const needsCold = order.raised || order.lines.some((line) => line.coldChain);
  return seen.map((one) => {
    const scores: readonly Score[] = [
      { name: 'DISTANCE', value: round(Math.max(0, 1 - one.km / rule.distanceScaleKm)), weight: weights.distance },
      { name: 'DEPTH', value: round(one.fills / deepest), weight: weights.depth },
      // Cold rooms are few: they are kept for what needs them, and for orders in a hurry.
      { name: 'CLASS', value: one.warehouse.coldChain === needsCold ? 1 : 0, weight: weights.class },
    ];
    return { ...one, scores, score: scores.reduce((total, score) => total + score.value * score.weight, 0) };
  });
}

function explain(found: {
  readonly order: SourcingOrder;
  readonly seen: readonly Seen[];
  readonly ranked: readonly Scored[];
  readonly parts: readonly Part[];
  readonly widened: boolean;
  readonly asked: readonly Seen[];
  readonly rule: SourcingRule;
  readonly weights: ScoreWeights;
}): Decision {
  const ranks = new Map(found.ranked.map((one, index) => [one.warehouse.id, { rank: index + 1, scores: one.scores }]));
  const asked = new Set(found.asked.map((one) => one.warehouse.id));
  const chosen = new Set(found.parts.map((part) => part.warehouseId));
  const own = new Map(scoreAll(found.seen, found.order, found.rule, found.weights).map((one) => [one.warehouse.id, one.scores]));
  const split = found.parts.length > 1;
  const candidates = found.seen.map((one): Candidate => {
    const id = one.warehouse.id;
    const wasAsked = asked.has(id) || !isReachable(one);
    const refusal = chosen.has(id) ? null : (one.refusal ?? (wasAsked ? null : 'OUT_OF_NEAREST'));
    const shown = wasAsked || one.refusal !== null ? one.detail : `beyond the nearest ${found.asked.length}`;
    return {
      warehouseId: id,
      distanceKm: Math.round(one.km * 10) / 10,
      occupancy: round(one.occupancy),
      depth: one.depth,
      rank: split && !chosen.has(id) ? null : refusal === null ? (ranks.get(id)?.rank ?? null) : null,
      chosen: chosen.has(id),
      refusal,
      refusalDetail: refusal === null ? null : shown,
      scores: ranks.get(id)?.scores ?? own.get(id) ?? [],
    };
  });
  const failure = found.parts.length > 0 ? null : failureOf(found.order, found.seen);
  return {
    parts: found.parts,
    widened: found.widened,
    failure,
    detail: failure === null ? '' : detailOf(found.seen),
    candidates,
  };
}

function failureOf(order: SourcingOrder, seen: readonly Seen[]): SourcingFailure {
  if (seen.length > 0 && seen.every((one) => one.refusal === 'ALLOCATION_REFUSED' || one.refusal === 'STOPPED')) {
    return seen.some((one) => one.refusal === 'ALLOCATION_REFUSED') ? 'ALL_REFUSED' : 'NO_WAREHOUSE_IN_REACH';
  }
  const open = seen.filter((one) => isReachable(one) && one.refusal !== 'OVER_OCCUPANCY');
  if (open.length === 0) return 'NO_WAREHOUSE_IN_REACH';
  const needsCold = order.lines.some((line) => line.coldChain);
  if (needsCold && !open.some((one) => one.warehouse.coldChain)) return 'NO_COLD_CHAIN';
  return open.every((one) => one.refusal === 'NO_COLD_CHAIN') ? 'NO_COLD_CHAIN' : 'NO_STOCK_IN_REACH';
}

function detailOf(seen: readonly Seen[]): string {
  return seen
    .slice(0, 6)
    .map((one) => `${one.warehouse.id}: ${one.refusal ?? 'cannot give all'}${one.detail === null ? '' : ` (${one.detail})`}`)
    .join('; ');
}

function wantedBySku(order: SourcingOrder): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>();
  for (const line of order.lines) wanted.set(line.sku, (wanted.get(line.sku) ?? 0) + line.quantity);
  return wanted;
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_none, index) => items.slice(index * size, (index + 1) * size));
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
