import { createSeal } from '@orderloom/raw-archive';
import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import type { Shop } from '../application/ports.ts';

export interface SoldProduct {
  readonly sku: string;
  readonly name: string;
  readonly nameEn: string;
  readonly coldChain: boolean;
  /** By channel system. */
  readonly soldAt: Readonly<Record<string, { readonly productId: string; readonly skuId: string } | undefined>>;
}

/** Brings shops, products, what shops call them, and the first field mappings into the database. Later bindings by people stay. */
export async function keepReference(
  pool: Pool,
  given: { readonly shops: readonly Shop[]; readonly products: readonly SoldProduct[]; readonly masterKey: Buffer; readonly now: Date },
): Promise<void> {
  const seal = createSeal(given.masterKey, 'shop-credentials:1');
  for (const shop of given.shops) {
    await pool.query(
      `insert into shop (id, channel, system, name, name_en, base_url, poll_seconds, lag_class, credentials, sandbox) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (id) do update set channel = excluded.channel, system = excluded.system, name = excluded.name, name_en = excluded.name_en,
         base_url = excluded.base_url, poll_seconds = excluded.poll_seconds, lag_class = excluded.lag_class, sandbox = excluded.sandbox,
         credentials = case when shop.secrets_replaced_at is null then excluded.credentials else shop.credentials end`,
      [
        shop.id,
        shop.channel,
        shop.system,
        shop.name,
        shop.nameEn,
        shop.baseUrl,
        shop.pollSeconds,
        shop.lagClass,
        seal.close(Buffer.from(JSON.stringify(shop.credentials)), shop.id),
        shop.sandbox,
      ],
    );
  }
  await pool.query(
    `insert into product (sku, name, name_en, cold_chain) select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[])
     on conflict (sku) do update set name = excluded.name, name_en = excluded.name_en, cold_chain = excluded.cold_chain`,
    [
      given.products.map((one) => one.sku),
      given.products.map((one) => one.name),
      given.products.map((one) => one.nameEn),
      given.products.map((one) => one.coldChain),
    ],
  );
  const listings = given.shops.flatMap((shop) =>
    given.products.flatMap((product) => {
      const sold = product.soldAt[shop.system];
      return sold === undefined ? [] : [{ shopId: shop.id, sku: product.sku, ...sold }];
    }),
  );
  const columns = [
    listings.map((one) => one.shopId),
    listings.map((one) => one.sku),
    listings.map((one) => one.productId),
    listings.map((one) => one.skuId),
  ];
  await pool.query(
    `insert into listing (shop_id, sku, product_id, platform_sku_id) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
     on conflict (shop_id, sku) do update set product_id = excluded.product_id, platform_sku_id = excluded.platform_sku_id`,
    columns,
  );
  await pool.query(
    `insert into sku_binding (shop_id, platform_sku, sku, bound_at, bound_by)
     select shop_id, platform_sku, sku, $4, 'deployment' from unnest($1::text[], $2::text[], $3::text[]) as t (shop_id, sku, platform_sku)
     on conflict (shop_id, platform_sku) do nothing`,
    [columns[0], columns[1], columns[3], given.now],
  );
  for (const system of new Set(given.shops.map((shop) => shop.system))) {
    const first: { readonly order: unknown; readonly refund?: unknown } = JSON.parse(
      readFileSync(new URL(`../channels/${system}/mapping.json`, import.meta.url), 'utf8'),
    );
    for (const [kind, rules] of Object.entries(first)) {
      await pool.query(
        "insert into field_mapping (name, version, rules, published_at, published_by) values ($1, 1, $2, $3, 'first version') on conflict do nothing",
        [`${system}-${kind}`, JSON.stringify(rules), given.now],
      );
    }
  }
}
