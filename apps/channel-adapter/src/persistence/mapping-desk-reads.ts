import type { Pool } from 'pg';
import type { MappingDeskReads } from '../application/mapping-samples.ts';
import type { PublishedMapping } from '../application/mappings.ts';
import type { MappingRule } from '../domain/mapping.ts';

export function createMappingDeskReads(pool: Pool): MappingDeskReads {
  return {
    understood: async (shopIds, kind, limit, before) => {
      const { rows } = await pool.query<{ shop_id: string; no: string; raw_id: string; at: Date }>(
        kind === 'order' ? NEWEST_ORDERS : NEWEST_REFUNDS,
        [shopIds, limit, before ?? null],
      );
      return rows.map((row) => ({ shopId: row.shop_id, platformNo: row.no, rawId: row.raw_id, at: row.at }));
    },
    shapes: async (system, kind) => {
      const { rows } = await pool.query<ShapeRow>(
        `select p.path, p.first_seen_at, p.last_seen_at, p.seen::float8, p.first_sample::float8, p.last_sample::float8, coalesce(s.samples, 0)::float8 as samples
           from payload_shape p left join payload_sample s using (system, kind) where p.system = $1 and p.kind = $2 order by p.path`,
        [system, kind],
      );
      return {
        samples: rows[0]?.samples ?? 0,
        notes: rows.map((row) => {
          const at = row.path.lastIndexOf(' ');
          return {
            path: row.path.slice(0, at),
            type: row.path.slice(at + 1),
            firstSeenAt: row.first_seen_at,
            lastSeenAt: row.last_seen_at ?? undefined,
            seen: row.seen,
            firstSample: row.first_sample,
            lastSample: row.last_sample,
          };
        }),
      };
    },
    versions: async (name) => {
      const { rows } = await pool.query<VersionRow>(
        'select version, rules, published_at, published_by, reason from field_mapping where name = $1 order by version desc limit 200',
        [name],
      );
      return rows.map((row): PublishedMapping => ({
        name,
        version: row.version,
        rules: row.rules,
        publishedAt: row.published_at,
        publishedBy: row.published_by,
        reason: row.reason,
      }));
    },
    products: async () => {
      const { rows } = await pool.query<{ sku: string; name: string; name_en: string }>(
        'select sku, name, name_en from product order by sku',
      );
      return rows.map((row) => ({ sku: row.sku, name: row.name, nameEn: row.name_en }));
    },
    bindings: async () => {
      const { rows } = await pool.query<BindingRow>(
        'select shop_id, platform_sku, sku, bound_at, bound_by from sku_binding order by bound_at desc, shop_id, platform_sku limit 5000',
      );
      return rows.map((row) => ({
        shopId: row.shop_id,
        platformSku: row.platform_sku,
        sku: row.sku,
        boundAt: row.bound_at,
        boundBy: row.bound_by,
      }));
    },
  };
}

// One walk over the index for each shop, so that a busy shop does not make its sister's rows be sorted.
const NEWEST_ORDERS = `
  select n.shop_id, n.no, n.raw_id, n.at from unnest($1::text[]) as s (id) cross join lateral (
    select t.shop_id, t.platform_order_no as no, t.raw_id, t.read_at as at, t.first_received_at as seen from captured_order t
     where t.shop_id = s.id and ($3::timestamptz is null or t.read_at <= $3) order by t.first_received_at desc limit $2) n
   order by n.seen desc limit $2`;
const NEWEST_REFUNDS = `
  select n.shop_id, n.no, n.raw_id, n.at from unnest($1::text[]) as s (id) cross join lateral (
    select t.shop_id, t.refund_id as no, t.raw_id, t.told_at as at from captured_refund t
     where t.shop_id = s.id and ($3::timestamptz is null or t.told_at <= $3) order by t.told_at desc limit $2) n
   order by n.at desc limit $2`;

interface ShapeRow {
  readonly path: string;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date | null;
  readonly seen: number;
  readonly first_sample: number;
  readonly last_sample: number;
  readonly samples: number;
}

interface VersionRow {
  readonly version: number;
  readonly rules: readonly MappingRule[];
  readonly published_at: Date;
  readonly published_by: string;
  readonly reason: string;
}

interface BindingRow {
  readonly shop_id: string;
  readonly platform_sku: string;
  readonly sku: string;
  readonly bound_at: Date;
  readonly bound_by: string;
}
