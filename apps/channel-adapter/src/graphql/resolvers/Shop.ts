import { loader } from '@orderloom/subgraph';
import type { ShopRow } from '../../persistence/reads.mapping.ts';
import type { ChannelContext } from '../context.ts';

const lags = loader((ids: readonly string[], context: ChannelContext) => context.queries.arrivalLags(ids));
const held = loader((_ids: readonly string[], context: ChannelContext) => context.replay.quarantine.countOpen());
const shops = loader(
  async (_ids: readonly string[], context: ChannelContext) => new Map((await context.queries.shops()).map((shop) => [shop.id, shop])),
);

export const Shop = {
  __resolveReference: ({ id }: { readonly id: string }, context: ChannelContext): Promise<ShopRow | undefined> => shops(context).load(id),
  polledUntil: (shop: ShopRow): Date | null => shop.ordersPolledUntil,
  arrivalLagMs: async (shop: ShopRow, _args: unknown, context: ChannelContext): Promise<number | null> =>
    (await lags(context).load(shop.id)) ?? null,
  quarantined: async (shop: ShopRow, _args: unknown, context: ChannelContext): Promise<number> => (await held(context).load(shop.id)) ?? 0,
};
