import type { Random } from './system.ts';

/** Fen that each party gives towards one line. */
export interface Discount {
  readonly shop: number;
  readonly platform: number;
  readonly talent: number;
}

export const NO_DISCOUNT: Discount = { shop: 0, platform: 0, talent: 0 };

/** What a buyer sees taken off a basket of `sums` fen; every fen of each discount lands on exactly one line. */
export function drawDiscounts(sums: readonly number[], fromLive: boolean, random: Random): readonly Discount[] {
  const total = sums.reduce((sum, one) => sum + one, 0);
  const rate = (share: number, from: number, to: number): number =>
    random.chance(share) ? Math.floor((total * random.int(from, to)) / 100) : 0;
  const shop = spread(rate(0.35, 5, 15), sums);
  const platform = spread(rate(0.18, 2, 8), sums);
  const talent = spread(fromLive ? rate(0.3, 1, 4) : 0, sums);
  return sums.map((_, index) => ({ shop: shop[index] ?? 0, platform: platform[index] ?? 0, talent: talent[index] ?? 0 }));
}

/** Divides fen in proportion to the weights; the last line with a weight takes what rounding leaves. */
export function spread(amount: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, one) => sum + one, 0);
  if (total === 0) return weights.map(() => 0);
  const last = weights.findLastIndex((weight) => weight > 0);
  let left = amount;
  const parts = weights.map((weight, index) => {
    if (index === last) return 0;
    const part = Math.floor((amount * weight) / total);
    left -= part;
    return part;
  });
  return parts.map((part, index) => (index === last ? left : part));
}

/** Small baskets pay for delivery. */
export function freightFor(paid: number, random: Random): number {
  return paid < 9900 && random.chance(0.4) ? 800 : 0;
}
