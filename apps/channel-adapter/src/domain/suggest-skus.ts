import { nameLikeness } from './suggest-wires.ts';

export interface KnownProduct {
  readonly sku: string;
  readonly name: string;
  readonly nameEn: string;
}

/** What a payload says of a product that nobody bound yet. */
export interface StrangeSku {
  readonly platformSku: string;
  readonly merchantCode: string;
  readonly title: string;
}

export type SkuReason = 'SAME_CODE' | 'CODE_ALIKE' | 'TITLE_ALIKE' | 'BOUND_ELSEWHERE';

export interface SkuSuggestion {
  readonly sku: string;
  readonly confidence: number;
  readonly reason: SkuReason;
}

const SURE_ENOUGH = 0.45;
const AT_MOST = 3;

/** Which standard products a stranger may be, the likeliest first. `elsewhere`: what other shops bound this code to. */
export function suggestSkus(
  strange: StrangeSku,
  products: readonly KnownProduct[],
  elsewhere: ReadonlyMap<string, string>,
): readonly SkuSuggestion[] {
  const bound = elsewhere.get(strange.merchantCode) ?? elsewhere.get(strange.platformSku);
  return products
    .map((product): SkuSuggestion => {
      if (bound === product.sku) return { sku: product.sku, confidence: 0.98, reason: 'BOUND_ELSEWHERE' };
      if (plain(strange.merchantCode) !== '' && plain(strange.merchantCode) === plain(product.sku))
        return { sku: product.sku, confidence: 0.95, reason: 'SAME_CODE' };
      const code = strange.merchantCode === '' ? 0 : nameLikeness(strange.merchantCode, product.sku) * 0.9;
      const title = Math.max(contained(strange.title, product.name), contained(strange.title, product.nameEn)) * 0.9;
      return code >= title
        ? { sku: product.sku, confidence: code, reason: 'CODE_ALIKE' }
        : { sku: product.sku, confidence: title, reason: 'TITLE_ALIKE' };
    })
    .filter(({ confidence }) => confidence >= SURE_ENOUGH)
    .toSorted((a, b) => b.confidence - a.confidence || (a.sku < b.sku ? -1 : 1))
    .slice(0, AT_MOST);
}

function plain(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Share of the product's name that the title has: titles carry much else ("旗舰店 正品 …"). */
function contained(title: string, name: string): number {
  const [wanted, given] = [pairs(name), new Set(pairs(title))];
  return wanted.length === 0 ? 0 : wanted.filter((pair) => given.has(pair)).length / wanted.length;
}

function pairs(text: string): readonly string[] {
  const bare = text.toLowerCase().replaceAll(/[\s()（）·,，.。-]/g, '');
  return Array.from({ length: Math.max(0, bare.length - 1) }, (_, at) => bare.slice(at, at + 2));
}
