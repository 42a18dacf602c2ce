/** Weights of the three parts of a candidate's score; they add up to one. */
export interface ScoreWeights {
  readonly distance: number;
  readonly depth: number;
  readonly class: number;
}

/** Thresholds and weights of one version; published as data, never changed afterwards. */
export interface SourcingRule {
  readonly version: number;
  /** Layer 1: how many of the nearest usable warehouses are looked at first. */
  readonly nearest: number;
  /** Layer 2: a warehouse whose allocated share is above this is dropped. */
  readonly maxOccupancy: number;
  /** Kilometres at which the distance score reaches zero. */
  readonly distanceScaleKm: number;
  readonly weights: { readonly normal: ScoreWeights; readonly raised: ScoreWeights };
  /** Layer 3: channels whose orders must go through a cold-chain warehouse (RTE-05). */
  readonly coldChainChannels: readonly string[];
  /** The most parts that one order is split into. */
  readonly maxParts: number;
  /** How many warehouses a split may choose from, by distance. */
  readonly splitReach: number;
}

export const firstSourcingRule: SourcingRule = {
  version: 1,
  nearest: 3,
  maxOccupancy: 0.85,
  distanceScaleKm: 2_500,
  weights: {
    normal: { distance: 0.3, depth: 0.6, class: 0.1 },
    // A raised order is in a hurry: the way counts more than the stock that is left.
    raised: { distance: 0.6, depth: 0.2, class: 0.2 },
  },
  coldChainChannels: ['MT'],
  maxParts: 4,
  splitReach: 12,
};
