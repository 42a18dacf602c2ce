import type { Pool } from 'pg';
import type { Precision } from '../domain/districts.ts';
import type { Geocoding, Vault } from '../application/stores.ts';
import { addressText } from '../domain/recipient.ts';

export function createGeocoding(pool: Pool, vault: Pick<Vault, 'open'>): Geocoding {
  return {
    due: async (limit, now) => {
      const { rows } = await pool.query<{ token: string; address_index: string; attempts: number }>({
        name: 'geocode-due',
        text: `select token, address_index, attempts from geocode_wait w where due_at <= $2
                  and not exists (select 1 from geocode_cache c where c.address_index = w.address_index) order by due_at limit $1`,
        values: [limit, now],
      });
      if (rows.length === 0) return [];
      const opened = new Map((await vault.open(rows.map((row) => row.token))).map((record) => [record.token, record.plain]));
      return rows.flatMap((row) => {
        const plain = opened.get(row.token);
        return plain === undefined
          ? []
          : [{ token: row.token, addressIndex: row.address_index, address: addressText(plain), city: plain.city, attempts: row.attempts }];
      });
    },
    found: async (tx, found, now) => {
      if (found.length === 0) return;
      const single = [...new Map(found.map((one) => [one.addressIndex, one])).values()];
      await tx.query(
        `insert into geocode_cache (address_index, longitude, latitude, precision, raw_id, found_at)
         select t.*, $6 from unnest($1::text[], $2::float8[], $3::float8[], $4::text[], $5::text[]) as t (address_index) order by 1
         on conflict (address_index) do update set longitude = excluded.longitude, latitude = excluded.latitude, precision = excluded.precision,
           raw_id = excluded.raw_id, found_at = excluded.found_at`,
        [
          single.map((one) => one.addressIndex),
          single.map((one) => one.longitude),
          single.map((one) => one.latitude),
          single.map((one) => one.precision),
          single.map((one) => one.rawId),
          now,
        ],
      );
    },
    settle: async (tx, tokens) => {
      // The lateral lookups begin from what waits, however large the other tables are.
      const { rows } = await tx.query<LocatedRow>(
        `with found as materialized (
           select w.token, p.order_id, c.raw_id, c.longitude, c.latitude, c.precision from geocode_wait w,
             lateral (select order_id from placed_order p where p.shop_id = w.shop_id and p.platform_order_no = w.platform_order_no limit 1) p,
             lateral (select raw_id, longitude, latitude, precision from geocode_cache c where c.address_index = w.address_index limit 1) c
           ${tokens === undefined ? '' : 'where w.token = any($1::uuid[])'})
         delete from geocode_wait w using found f where w.token = f.token returning f.*`,
        tokens === undefined ? [] : [tokens],
      );
      return rows.map(({ token, order_id, raw_id, longitude, latitude, precision }) => ({
        token,
        orderId: order_id,
        rawId: raw_id,
        longitude,
        latitude,
        precision,
      }));
    },
    unknown: async (tx, tokens) => {
      if (tokens.length > 0) await tx.query('delete from geocode_wait where token = any($1::uuid[])', [tokens]);
    },
    postpone: async (items, dueAt) => {
      await pool.query('update geocode_wait set due_at = $2, attempts = attempts + 1 where token = any($1::uuid[])', [
        items.map((item) => item.token),
        dueAt,
      ]);
    },
  };
}

interface LocatedRow {
  readonly token: string;
  readonly order_id: string;
  readonly raw_id: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly precision: Precision;
}
