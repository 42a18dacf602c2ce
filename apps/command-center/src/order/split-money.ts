interface Named {
  readonly name: string;
  readonly value: string;
}

interface MoneySplit {
  /** Who bears how much of the discounts, in minor units, where the platform says so. */
  readonly discounts: readonly { readonly by: 'platform' | 'shop' | 'author'; readonly minor: string }[];
  /** The seller's commission that the platform expects; the statement decides. */
  readonly commission: string | undefined;
  /** The service fee that the platform expects to keep; the statement decides. */
  readonly fee: string | undefined;
}

const bearers = [
  ['platform', 'platform_cost_amount'],
  ['shop', 'shop_cost_amount'],
  ['author', 'author_cost_amount'],
] as const;

/** The platform's own words on discounts and commission, out of the order's extensions (ING-10). */
export const splitMoney = (extensions: readonly Named[]): MoneySplit => {
  const of = (name: string): string | undefined => {
    const value = extensions.find((each) => each.name === name)?.value;
    return value !== undefined && /^\d+$/.test(value) && value !== '0' ? value : undefined;
  };
  return {
    discounts: bearers.flatMap(([by, name]) => {
      const minor = of(name);
      return minor === undefined ? [] : [{ by, minor }];
    }),
    commission: of('commission_amount'),
    fee: of('predict_commission_fee'),
  };
};

/** Who sold it, where the channel names somebody. */
export const influencerOf = (extensions: readonly Named[]): string | undefined =>
  ['author_id', 'commission_finder_id', 'finder_id']
    .map((name) => extensions.find((each) => each.name === name)?.value)
    .find((value) => value !== undefined && value !== '' && value !== '0');
