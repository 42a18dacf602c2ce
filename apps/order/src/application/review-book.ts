import type { HoldRules } from '../domain/hold-rules.ts';

/** The rules and usual prices that orders are reviewed with, kept at hand: nothing is read for a single order. */
export interface ReviewBook {
  readonly rules: () => HoldRules;
  readonly usualPrice: (sku: string) => bigint | undefined;
  /** Reads the rules again; usual prices only when they are old. */
  readonly refresh: () => Promise<void>;
}

export interface ReviewSources {
  readonly readRules: () => Promise<HoldRules>;
  readonly readUsualPrices: () => Promise<ReadonlyMap<string, bigint>>;
  readonly now: () => Date;
}

const pricesForMs = 300_000;

export async function createReviewBook(sources: ReviewSources): Promise<ReviewBook> {
  let rules = await sources.readRules();
  let prices = await sources.readUsualPrices();
  let pricesAt = sources.now().getTime();
  return {
    rules: () => rules,
    usualPrice: (sku) => prices.get(sku),
    refresh: async () => {
      rules = await sources.readRules();
      if (sources.now().getTime() - pricesAt < pricesForMs) return;
      prices = await sources.readUsualPrices();
      pricesAt = sources.now().getTime();
    },
  };
}
