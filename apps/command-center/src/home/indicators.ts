export const indicatorKeys = [
  'ON_TIME_SHIPPING',
  'ON_TIME_DELIVERY',
  'FIRST_RESPONSE',
  'WAITING_TIME',
  'STOCK_LOCK',
  'KEPT_STOCK_PROMISES',
  'SOURCING_ACCURACY',
  'STATUS_SYNC',
  'SHIPMENT_ACCURACY',
  'SELF_HEALING',
  'INTERCEPTION',
  'RECONCILIATION',
  'OTHER',
] as const;
type IndicatorKey = (typeof indicatorKeys)[number];
export const asIndicator = (key: string): IndicatorKey => indicatorKeys.find((each) => each === key) ?? 'OTHER';

// One in ten missed is worth a look.
const weakBelow = 0.9;
export const isWeak = (share: number | null | undefined): boolean => share !== null && share !== undefined && share < weakBelow;

interface Measured {
  readonly key: string;
  readonly share?: number | null;
}

/** The indicator with the lowest share of those that have data. */
export const weakest = <Each extends Measured>(indicators: readonly Each[]): Each | undefined =>
  indicators
    .filter((each) => each.share !== null && each.share !== undefined)
    .toSorted((left, right) => (left.share ?? 0) - (right.share ?? 0))[0];
