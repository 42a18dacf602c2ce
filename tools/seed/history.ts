/** One order of the past, as the sandbox's door takes it. */
export interface PastOrder {
  readonly channel: 'DY' | 'WX';
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  /** Unix seconds at which the buyer ordered and paid. */
  readonly at: number;
}

export interface History {
  readonly seed: string;
  readonly days: number;
  readonly ordersPerDay: number;
  readonly skus: readonly string[];
  /** The day before this instant is the last one that is made up. */
  readonly before: Date;
}

const secondsPerDay = 86_400;
/** Share of a day's orders by hour, Asia/Shanghai: quiet nights, an evening peak. */
const hourWeights = [1, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 9, 9, 8, 8, 8, 8, 9, 11, 15, 20, 20, 13, 6];
const channelShareDouyin = 0.7;

/** The orders of some past days, oldest first; the same seed gives the same history before the same instant. */
export function planHistory(history: History): readonly PastOrder[] {
  const next = randomFrom(history.seed);
  const firstDay = Math.floor(history.before.getTime() / 1_000) - history.days * secondsPerDay;
  const orders: PastOrder[] = [];
  for (let day = 0; day < history.days; day += 1) {
    for (let number = 0; number < history.ordersPerDay; number += 1) {
      orders.push({
        channel: next() < channelShareDouyin ? 'DY' : 'WX',
        lines: drawLines(history.skus, next),
        at: firstDay + day * secondsPerDay + secondOfDay(next),
      });
    }
  }
  return orders.toSorted((one, other) => one.at - other.at);
}

function drawLines(skus: readonly string[], next: () => number): PastOrder['lines'] {
  const count = Math.min(skus.length, 1 + Math.floor(next() ** 3 * 5));
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(skus[Math.floor(next() * skus.length)] ?? '');
  return [...chosen].map((sku) => ({ sku, quantity: 1 + Math.floor(next() ** 4 * 4) }));
}

function secondOfDay(next: () => number): number {
  const total = hourWeights.reduce((sum, weight) => sum + weight, 0);
  let left = next() * total;
  for (const [hour, weight] of hourWeights.entries()) {
    if (left < weight) return Math.floor((hour + left / weight) * 3_600);
    left -= weight;
  }
  return secondsPerDay - 1;
}

// Mulberry32 over a hash of the text: small, and the same on every machine.
function randomFrom(seed: string): () => number {
  let state = 2_166_136_261;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
