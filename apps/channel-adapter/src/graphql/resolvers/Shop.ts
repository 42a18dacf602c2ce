import { loader } from '@orderloom/subgraph';
import type { ShopRow } from '../../persistence/reads.mapping.ts';
import type { LagHour as LagHourRow } from '../../persistence/shop-health.ts';
import type { ChannelContext } from '../context.ts';

const lags = loader((ids: readonly string[], context: ChannelContext) => context.queries.arrivalLags(ids));
const held = loader((_ids: readonly string[], context: ChannelContext) => context.replay.quarantine.countOpen());
const health = loader((ids: readonly string[], context: ChannelContext) => context.health.of(ids));
const outside = loader((_ids: readonly string[], context: ChannelContext) => context.outside.board.counts());
const shops = loader(
  async (_ids: readonly string[], context: ChannelContext) => new Map((await context.queries.shops()).map((shop) => [shop.id, shop])),
);

export const Shop = {
  __resolveReference: ({ id }: { readonly id: string }, context: ChannelContext): Promise<ShopRow | undefined> => shops(context).load(id),
  own: (shop: ShopRow): boolean => shop.system === 'own',
  polledUntil: (shop: ShopRow): Date | null => shop.ordersPolledUntil,
  arrivalLagMs: async (shop: ShopRow, _args: unknown, context: ChannelContext): Promise<number | null> =>
    (await lags(context).load(shop.id)) ?? null,
  pausedAt: (shop: ShopRow): Date | null => shop.intakePausedAt,
  pausedBy: (shop: ShopRow): string | null => shop.intakePausedBy || null,
  pauseReason: (shop: ShopRow): string | null => shop.intakePauseReason || null,
  tokenExpiresAt: async (shop: ShopRow, _args: unknown, context: ChannelContext): Promise<Date | null> =>
    (await health(context).load(shop.id))?.tokenExpiresAt ?? null,
  waiting: async (shop: ShopRow, _args: unknown, context: ChannelContext): Promise<number> =>
    (await health(context).load(shop.id))?.waiting ?? 0,
  lagHours: async (shop: ShopRow, _args: unknown, context: ChannelContext): Promise<readonly LagHourRow[]> =>
    (await health(context).load(shop.id))?.hours ?? [],
  outsideWaiting: async (shop: ShopRow, _args: unknown, context: ChannelContext): Promise<number> =>
    (await outside(context).load(shop.id))?.waiting ?? 0,
  outsideRefused: async (shop: ShopRow, _args: unknown, context: ChannelContext): Promise<number> =>
    (await outside(context).load(shop.id))?.refused ?? 0,
  quarantined: async (shop: ShopRow, _args: unknown, context: ChannelContext): Promise<number> => (await held(context).load(shop.id)) ?? 0,
};

export const LagHour = {
  from: (row: LagHourRow): Date => row.hour,
  p50Ms: (row: LagHourRow): number => row.p50,
  p95Ms: (row: LagHourRow): number => row.p95,
};
