import type { PlaceOrder } from '../core/marketplace.ts';
import type { Random } from '../core/system.ts';
import type { Product } from '../core/world.ts';

/** One product that everybody wants today; the others sell by their price. */
const HOT_SHARE = 0.35;
const LINES: readonly (readonly [count: number, share: number])[] = [
  [1, 0.6],
  [2, 0.22],
  [3, 0.1],
  [4, 0.05],
  [5, 0.03],
];
const QUANTITIES: readonly (readonly [count: number, share: number])[] = [
  [1, 0.8],
  [2, 0.15],
  [3, 0.05],
];

/** One to five different products. `available` keeps buyers from what the platform has sold out. */
export function drawBasket(products: readonly Product[], random: Random, available: (sku: string) => number): PlaceOrder['lines'] {
  const wanted = drawCount(LINES, random);
  const lines: PlaceOrder['lines'] = [];
  for (let attempt = 0; lines.length < wanted && attempt < wanted * 4; attempt += 1) {
    const product = drawProduct(products, random);
    if (product === undefined || lines.some(({ sku }) => sku === product.sku)) continue;
    const quantity = drawCount(QUANTITIES, random);
    if (available(product.sku) >= quantity) lines.push({ sku: product.sku, quantity });
  }
  return lines;
}

function drawProduct(products: readonly Product[], random: Random): Product | undefined {
  if (random.chance(HOT_SHARE)) return products[0];
  // Cheap things sell more often than dear ones.
  const weights = products.map(({ priceFen }) => 1 / Math.sqrt(priceFen));
  let left = random.next() * weights.reduce((sum, one) => sum + one, 0);
  return products.find((_, index) => {
    left -= weights[index] ?? 0;
    return left <= 0;
  });
}

function drawCount(table: readonly (readonly [count: number, share: number])[], random: Random): number {
  let left = random.next();
  for (const [count, share] of table) {
    left -= share;
    if (left < 0) return count;
  }
  return 1;
}
