import type { Pool } from 'pg';

/** Days left that count as low. */
const LOW_DAYS = 3;
const WEEK_DAYS = 7;
const MOST_WAITING = 500;

export type StockView = 'ALL' | 'SHORT' | 'LOW' | 'DRIFTING';

export interface StockFilter {
  readonly search: string;
  readonly warehouseId: string | undefined;
}

export interface StockCounts {
  readonly all: number;
  readonly short: number;
  readonly low: number;
  readonly drifting: number;
}

/** What the stock page adds to a SKU. */
export interface SkuFigures {
  readonly sku: string;
  readonly name: string;
  readonly nameEn: string;
  readonly soldPerDay: number | null;
  readonly daysLeft: number | null;
  readonly waitingOrders: number;
  readonly waitingUnits: number;
}

/** Where a SKU stands in the list: smaller is more urgent. */
export type UrgencyKey = readonly [urgency: number, sku: string];

export interface ShelfFigures {
  readonly warehouseId: string;
  readonly onHand: number;
  readonly allocated: number;
  readonly skus: number;
  readonly overcommitted: number;
  readonly openDrifts: number;
  readonly countedAt: Date | null;
}

export interface StockRows {
  readonly rows: readonly { readonly sku: string; readonly key: UrgencyKey; readonly figures: SkuFigures }[];
  readonly counts: StockCounts;
}

export interface StockPageReads {
  /** Rows of a view with their figures, and how many each view has, all as of one moment. */
  list(wish: StockFilter & { readonly view: StockView; readonly size: number; readonly after: UrgencyKey | undefined }): Promise<StockRows>;
  counts(filter: StockFilter): Promise<StockCounts>;
  figures(skus: readonly string[]): Promise<ReadonlyMap<string, SkuFigures>>;
  waitingOrderIds(skus: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  shelves(warehouseIds: readonly string[]): Promise<ReadonlyMap<string, ShelfFigures>>;
}

// Every figure of a SKU in one statement, so that a view's count and its rows can never disagree.
// The rate is taken over the days that there were, at least one hour of them: a first day is no week of little.
const figuresOf = (only: string): string => `
sold as (
  select sku, -sum(delta) / greatest(extract(epoch from now() - min(moved_at)) / 86400, 1.0 / 24) as per_day
    from stock_movement where kind = 'OUTBOUND' and moved_at > now() - interval '${WEEK_DAYS} days' and ${only} group by sku),
waiting as (
  select r.sku, count(distinct r.order_id)::int as orders, sum(r.quantity - r.held - r.consumed - r.released)::int as units
    from order_stock o join reservation r using (order_id)
   where o.state = 'WAITING' and r.quantity > r.held + r.consumed + r.released group by r.sku),
figures as (
  select s.sku, s.name, s.name_en, s.on_hand - s.reserved - s.safety as atp, sold.per_day,
         greatest(s.on_hand - s.reserved - s.safety, 0) / nullif(sold.per_day, 0) as days_left,
         coalesce(waiting.orders, 0) as waiting_orders, coalesce(waiting.units, 0) as waiting_units,
         exists (select from drift d where d.sku = s.sku and d.state = 'OPEN') as drifting
    from sku_stock s left join sold using (sku) left join waiting using (sku) where ${only}),
ranked as (
  select *, (waiting_orders > 0 or atp <= 0) as short, coalesce(days_left <= ${LOW_DAYS}, false) as low,
         case when waiting_units > 0 then -waiting_units else coalesce(days_left, 1e9) end::float8 as urgency
    from figures)`;

const MATCHES = `($1 = '' or sku ilike '%' || $1 || '%' or name ilike '%' || $1 || '%' or name_en ilike '%' || $1 || '%')
  and ($2::text is null or exists (select from warehouse_stock w where w.sku = ranked.sku and w.warehouse_id = $2 and (w.on_hand <> 0 or w.allocated <> 0)))`;

const COUNTS = `count(*)::int as "all", count(*) filter (where short)::int as short, count(*) filter (where low)::int as low,
  count(*) filter (where drifting)::int as drifting`;
const FIGURES = `sku, coalesce(nullif(name, ''), sku) as name, coalesce(nullif(name_en, ''), sku) as "nameEn", per_day::float8 as "soldPerDay",
  days_left::float8 as "daysLeft", waiting_orders as "waitingOrders", waiting_units as "waitingUnits"`;

const IN_VIEW: Readonly<Record<StockView, string>> = { ALL: 'true', SHORT: 'short', LOW: 'low', DRIFTING: 'drifting' };

const NONE: StockCounts = { all: 0, short: 0, low: 0, drifting: 0 };
type ListedSku = SkuFigures & { readonly urgency: number };

export function stockPageReads(pool: Pool): StockPageReads {
  return {
    list: async ({ view, size, after, ...filter }) => {
      const { rows } = await pool.query<StockCounts & (ListedSku | { readonly sku: null })>(
        `with ${figuresOf('true')}, matching as materialized (select * from ranked where ${MATCHES}),
              page as (select ${FIGURES}, urgency from matching where ${IN_VIEW[view]} and ($3::float8 is null or (urgency, sku) > ($3, $4))
                        order by urgency, sku limit $5)
         select * from (select ${COUNTS} from matching) counts left join page on true order by urgency, sku`,
        [likeText(filter.search), filter.warehouseId ?? null, after?.[0] ?? null, after?.[1] ?? '', size],
      );
      return {
        rows: rows.flatMap((row) => (row.sku === null ? [] : [{ sku: row.sku, key: [row.urgency, row.sku] as const, figures: row }])),
        counts: rows[0] ?? NONE,
      };
    },
    counts: async (filter) => {
      const { rows } = await pool.query<StockCounts>(`with ${figuresOf('true')} select ${COUNTS} from ranked where ${MATCHES}`, [
        likeText(filter.search),
        filter.warehouseId ?? null,
      ]);
      return rows[0] ?? NONE;
    },
    figures: async (skus) => {
      const { rows } = await pool.query<SkuFigures>(`with ${figuresOf('sku = any($1)')} select ${FIGURES} from ranked`, [skus]);
      return new Map(rows.map((row) => [row.sku, row]));
    },
    waitingOrderIds: async (skus) => {
      const { rows } = await pool.query<{ sku: string; ids: string[] }>(
        `select sku, (array_agg(order_id order by paid_at, order_id))[1:${MOST_WAITING}] as ids
           from (select distinct r.sku, r.order_id, o.paid_at from order_stock o join reservation r using (order_id)
                  where o.state = 'WAITING' and r.sku = any($1) and r.quantity > r.held + r.consumed + r.released) waiting group by sku`,
        [skus],
      );
      return new Map(rows.map((row) => [row.sku, row.ids]));
    },
    shelves: async (warehouseIds) => {
      const { rows } = await pool.query<ShelfFigures>(
        `select w.warehouse_id as "warehouseId", sum(on_hand)::int as "onHand", sum(allocated)::int as allocated,
                count(*) filter (where on_hand <> 0 or allocated <> 0)::int as skus, count(*) filter (where allocated > on_hand)::int as overcommitted,
                (select count(*)::int from drift d where d.warehouse_id = w.warehouse_id and d.state = 'OPEN') as "openDrifts",
                max(counted_at) as "countedAt"
           from warehouse_stock w where w.warehouse_id = any($1) group by w.warehouse_id`,
        [warehouseIds],
      );
      return new Map(rows.map((row) => [row.warehouseId, row]));
    },
  };
}

function likeText(search: string): string {
  return search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}
