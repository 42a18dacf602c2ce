import type { ChannelContext } from './context.ts';

/** The shop after a deed, or the refusal that there is none. */
export async function shopAnswer(context: ChannelContext, shopId: string, typename: string, known: boolean): Promise<object> {
  const shop = known ? (await context.queries.shops()).find(({ id }) => id === shopId) : undefined;
  return shop === undefined
    ? { __typename: 'ShopUnknown', code: 'SHOP_UNKNOWN', message: 'There is no such shop.' }
    : { __typename: typename, shop };
}
