import { createSeal } from '@orderloom/raw-archive';
import type { Pool } from 'pg';
import type { BuyerLinks } from '../application/buyer-links.ts';
import type { Catalogue } from '../application/catalogue.ts';
import type { Mappings, PublishedMapping } from '../application/mappings.ts';
import type { PollCursors } from '../application/poll-shop.ts';
import type { FindProduct, StandardProduct } from '../domain/interpret-order.ts';
import { compileMapping, type CompiledMapping, type MappingRule } from '../domain/mapping.ts';

/** Reference data changes seldom and is asked for by every batch: it is held for this long at the most, and dropped on a change. */
const HOLD_MS = 5_000;

export function createCatalogue(pool: Pool, now: () => Date): Catalogue {
  const held = new Map<string, { readonly finder: FindProduct; readonly at: number }>();
  const read = async (shopId: string): Promise<FindProduct> => {
    const products = await pool.query<{ sku: string; name: string; cold_chain: boolean }>('select sku, name, cold_chain from product');
    const bindings = await pool.query<{ platform_sku: string; sku: string }>(
      'select platform_sku, sku from sku_binding where shop_id = $1',
      [shopId],
    );
    const bySku = new Map(
      products.rows.map((row): [string, StandardProduct] => [row.sku, { sku: row.sku, name: row.name, coldChain: row.cold_chain }]),
    );
    const bound = new Map(bindings.rows.map((row) => [row.platform_sku, row.sku]));
    return (platformSkuId, merchantCode) => bySku.get(bound.get(platformSkuId) ?? bound.get(merchantCode) ?? merchantCode);
  };
  return {
    finder: async (shopId) => {
      const known = held.get(shopId);
      if (known !== undefined && Date.now() - known.at < HOLD_MS) return known.finder;
      const finder = await read(shopId);
      held.set(shopId, { finder, at: Date.now() });
      return finder;
    },
    has: async (sku) => ((await pool.query('select 1 from product where sku = $1', [sku])).rowCount ?? 0) > 0,
    bind: async (tx, bindings, by) => {
      const single = [...new Map(bindings.map((one) => [`${one.shopId} ${one.platformSku}`, one])).values()];
      await tx.query(
        `insert into sku_binding (shop_id, platform_sku, sku, bound_at, bound_by)
         select shop_id, platform_sku, sku, $4, $5 from unnest($1::text[], $2::text[], $3::text[]) as t (shop_id, platform_sku, sku) order by 1, 2
         on conflict (shop_id, platform_sku) do update set sku = excluded.sku, bound_at = excluded.bound_at, bound_by = excluded.bound_by`,
        [single.map((one) => one.shopId), single.map((one) => one.platformSku), single.map((one) => one.sku), now(), by],
      );
      tx.onCommit(() => {
        for (const { shopId } of single) held.delete(shopId);
      });
    },
  };
}

export function createMappings(pool: Pool): Mappings {
  const held = new Map<string, { readonly compiled: CompiledMapping; readonly at: number }>();
  const published = async (name: string): Promise<PublishedMapping | undefined> => {
    const { rows } = await pool.query<MappingRow>(
      'select version, rules, published_at, published_by, reason from field_mapping where name = $1 order by version desc limit 1',
      [name],
    );
    const row = rows[0];
    return row === undefined
      ? undefined
      : {
          name,
          version: row.version,
          rules: row.rules,
          publishedAt: row.published_at,
          publishedBy: row.published_by,
          reason: row.reason,
        };
  };
  return {
    published,
    current: async (name) => {
      const known = held.get(name);
      if (known !== undefined && Date.now() - known.at < HOLD_MS) return known.compiled;
      const mapping = await published(name);
      if (mapping === undefined) throw new Error(`no field mapping ${name}`);
      const compiled = known?.compiled.mapping.version === mapping.version ? known.compiled : compileMapping(mapping);
      held.set(name, { compiled, at: Date.now() });
      return compiled;
    },
    publish: async (tx, { name, rules, by, reason, basedOn, now }) => {
      const { rows } = await tx.query<{ version: number }>(
        `insert into field_mapping (name, version, rules, published_at, published_by, reason)
         select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5 from field_mapping where name = $1
         having $6::int is null or max(version) = $6 on conflict do nothing returning version`,
        [name, JSON.stringify(rules), now, by, reason, basedOn ?? null],
      );
      tx.onCommit(() => held.delete(name));
      const version = rows[0]?.version;
      return version === undefined ? undefined : { name, version, rules, publishedAt: now, publishedBy: by, reason };
    },
  };
}

interface MappingRow {
  readonly version: number;
  readonly rules: readonly MappingRule[];
  readonly published_at: Date;
  readonly published_by: string;
  readonly reason: string;
}

export function createBuyerLinks(pool: Pool, masterKey: Buffer): BuyerLinks {
  const seal = createSeal(masterKey, 'buyer-link:1');
  return {
    write: async (links, now) => {
      const single = [...new Map(links.map((link) => [link.buyerToken, link])).values()];
      const { rowCount } = await pool.query(
        `insert into buyer_link (buyer_token, shop_id, sealed, linked_at) select token, shop_id, sealed, $4 from unnest($1::text[], $2::text[], $3::bytea[]) as t (token, shop_id, sealed) order by 1
         on conflict (buyer_token) do update set sealed = excluded.sealed, linked_at = excluded.linked_at`,
        [
          single.map((one) => one.buyerToken),
          single.map((one) => one.shopId),
          single.map((one) => seal.close(Buffer.from(one.wechatOpenId), one.buyerToken)),
          now,
        ],
      );
      return rowCount ?? 0;
    },
    read: async (buyerTokens) => {
      if (buyerTokens.length === 0) return new Map();
      const { rows } = await pool.query<{ buyer_token: string; sealed: Buffer }>(
        'select buyer_token, sealed from buyer_link where buyer_token = any($1)',
        [buyerTokens],
      );
      return new Map(rows.map((row) => [row.buyer_token, seal.open(row.sealed, row.buyer_token).toString('utf8')]));
    },
  };
}

export function createPollCursors(pool: Pool): PollCursors {
  return {
    read: async (shopId) => {
      const { rows } = await pool.query<{ orders: Date | null; refunds: Date | null }>(
        'select orders_polled_until as orders, refunds_polled_until as refunds from shop where id = $1',
        [shopId],
      );
      return { orders: rows[0]?.orders ?? undefined, refunds: rows[0]?.refunds ?? undefined };
    },
    write: async (shopId, cursor, until) => {
      const column = cursor === 'orders' ? 'orders_polled_until' : 'refunds_polled_until';
      await pool.query(`update shop set ${column} = greatest(${column}, $2) where id = $1`, [shopId, until]);
    },
  };
}
