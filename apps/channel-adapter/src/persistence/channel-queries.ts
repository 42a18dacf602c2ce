import type { Database } from '@orderloom/service-runtime';
import { QuarantineRow, ShipNoticeRow, ShopRow } from './reads.mapping.ts';

export interface QuarantinePage {
  readonly size: number;
  readonly after: { readonly quarantinedAt: Date; readonly id: string } | undefined;
  readonly shopIds: readonly string[] | undefined;
  /** ORDER, REFUND or PUSH. */
  readonly kind: string | undefined;
}

/** What the screens read. */
export interface ChannelQueries {
  shops(): Promise<readonly ShopRow[]>;
  /** Up to `size + 1` open entries, oldest first, and how many there are in all. */
  quarantine(page: QuarantinePage): Promise<{ readonly rows: readonly QuarantineRow[]; readonly total: number }>;
  quarantined(ids: readonly string[]): Promise<ReadonlyMap<string, QuarantineRow>>;
  shipNotices(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly ShipNoticeRow[]>>;
  extensions(orderIds: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
  /** Median of platform time to hub time over the last hundred orders of each shop, in milliseconds. */
  arrivalLags(shopIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export function createChannelQueries(database: Database): ChannelQueries {
  return {
    shops: () => database.fork().find(ShopRow, {}, { orderBy: { id: 'asc' } }),
    quarantine: async ({ size, after, shopIds, kind }) => {
      const open = {
        releasedAt: null,
        ...(shopIds === undefined ? {} : { shopId: { $in: [...shopIds] } }),
        ...(kind === undefined ? {} : { kind }),
      };
      const behind =
        after === undefined
          ? open
          : {
              ...open,
              $or: [{ quarantinedAt: { $gt: after.quarantinedAt } }, { quarantinedAt: after.quarantinedAt, id: { $gt: after.id } }],
            };
      const em = database.fork();
      const rows = await em.find(QuarantineRow, behind, { orderBy: { quarantinedAt: 'asc', id: 'asc' }, limit: size + 1 });
      return { rows, total: await em.count(QuarantineRow, open) };
    },
    quarantined: async (ids) => new Map((await database.fork().find(QuarantineRow, { id: { $in: [...ids] } })).map((row) => [row.id, row])),
    shipNotices: async (orderIds) =>
      Map.groupBy(
        await database.fork().find(ShipNoticeRow, { orderId: { $in: [...orderIds] } }, { orderBy: { parcelId: 'asc' } }),
        (row) => row.orderId,
      ),
    extensions: async (orderIds) => {
      const { rows } = await database.pool.query<{ order_id: string; extensions: Readonly<Record<string, string>> }>(
        'select p.order_id, o.extensions from placed_order p join captured_order o using (shop_id, platform_order_no) where p.order_id = any($1)',
        [orderIds],
      );
      return new Map(rows.map((row) => [row.order_id, row.extensions]));
    },
    arrivalLags: async (shopIds) => {
      const { rows } = await database.pool.query<{ shop_id: string; lag: number | null }>(
        `select s.id as shop_id, (
           select percentile_cont(0.5) within group (order by extract(epoch from o.first_received_at - o.platform_created_at) * 1000)
             from (select first_received_at, platform_created_at from captured_order where shop_id = s.id order by first_received_at desc limit 100) o)::float8 as lag
           from unnest($1::text[]) as s (id)`,
        [shopIds],
      );
      return new Map(rows.flatMap((row) => (row.lag === null ? [] : [[row.shop_id, row.lag]])));
    },
  };
}
