import type { BuyerPageQuery } from '../gql/graphql.ts';

type BuyerOrder = NonNullable<BuyerPageQuery['order']>;
export type StepKey = 'paid' | 'routed' | 'shipped' | 'inTransit' | 'signed';

interface BuyerStep {
  readonly key: StepKey;
  /** ISO 8601; absent while it has not happened. */
  readonly reachedAt: string | undefined;
}

/** What the buyer may see of the way, in order (FUL-19); signed only when every parcel is. */
export const buyerSteps = (order: BuyerOrder): readonly BuyerStep[] => {
  const level = (name: string): string | undefined => order.twin?.customerView.find((step) => step.level === name)?.reachedAt;
  const signed = order.parcels.map((parcel) => parcel.signedAt);
  const last =
    signed.length > 0 && signed.every((at) => at != null)
      ? signed
          .filter((at) => at != null)
          .toSorted()
          .at(-1)
      : undefined;
  return [
    { key: 'paid', reachedAt: order.twin?.paidAt ?? undefined },
    { key: 'routed', reachedAt: level('ROUTED') },
    { key: 'shipped', reachedAt: level('SHIPPED') },
    { key: 'inTransit', reachedAt: level('IN_TRANSIT') },
    { key: 'signed', reachedAt: last },
  ];
};

export type Headline = 'waiting' | 'preparing' | 'routed' | 'shipped' | 'inTransit' | 'signed' | 'cancelled';

/** The one word that the buyer came for. */
export const headlineOf = (order: BuyerOrder): Headline => {
  if (order.status === 'CANCELLED') return 'cancelled';
  const reached = buyerSteps(order).findLast((step) => step.reachedAt !== undefined)?.key;
  switch (reached) {
    case undefined:
      return 'waiting';
    case 'paid':
      return 'preparing';
    default:
      return reached;
  }
};
