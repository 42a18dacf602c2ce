import type { Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { Geocoding, LocatedRecipient, Vault } from '../application/stores.ts';
import { addressText } from '../domain/recipient.ts';
import { locatedOf, type LocatedRow } from './captured-orders.ts';

export function createGeocoding(pool: Pool, vault: Vault): Geocoding {
  return {
    due: async (limit, now) => {
      const { rows } = await pool.query<{ token: string; address_index: string; geocode_attempts: number }>(
        `select r.token, r.address_index, r.geocode_attempts from recipient r
          where r.geocoding = 'WAITING' and r.geocode_due_at <= $2 order by r.geocode_due_at limit $1`,
        [limit, now],
      );
      const opened = new Map((await vault.open(rows.map((row) => row.token))).map((record) => [record.token, record.plain]));
      return rows.flatMap((row) => {
        const plain = opened.get(row.token);
        return plain === undefined
          ? []
          : [
              {
                token: row.token,
                addressIndex: row.address_index,
                address: addressText(plain),
                city: plain.city,
                attempts: row.geocode_attempts,
              },
            ];
      });
    },
    found: async (tx, found, now) => {
      if (found.length === 0) return [];
      const single = [...new Map(found.map((one) => [one.addressIndex, one])).values()];
      await tx.query(
        `insert into geocode_cache (address_index, longitude, latitude, precision, found_at)
         select address_index, longitude, latitude, precision, $5 from unnest($1::text[], $2::float8[], $3::float8[], $4::text[]) as t (address_index, longitude, latitude, precision) order by 1
         on conflict (address_index) do update set longitude = excluded.longitude, latitude = excluded.latitude, precision = excluded.precision, found_at = excluded.found_at`,
        [
          single.map((one) => one.addressIndex),
          single.map((one) => one.longitude),
          single.map((one) => one.latitude),
          single.map((one) => one.precision),
          now,
        ],
      );
      return settleKnown(tx);
    },
    settleCached: settleKnown,
    unknown: async (addressIndexes) => {
      await pool.query("update recipient set geocoding = 'NONE' where address_index = any($1) and geocoding = 'WAITING'", [addressIndexes]);
    },
    postpone: async (items, dueAt) => {
      await pool.query('update recipient set geocode_due_at = $2, geocode_attempts = geocode_attempts + 1 where token = any($1::uuid[])', [
        items.map((item) => item.token),
        dueAt,
      ]);
    },
  };
}

async function settleKnown(tx: Tx): Promise<readonly LocatedRecipient[]> {
  const { rows } = await tx.query<LocatedRow>(
    `update recipient r set longitude = c.longitude, latitude = c.latitude, precision = c.precision, geocoding = 'FOUND', announced = r.order_id <> ''
       from geocode_cache c where c.address_index = r.address_index and r.geocoding = 'WAITING'
     returning r.token, r.order_id, r.longitude, r.latitude, r.precision, r.order_id <> '' as tell`,
  );
  return rows.filter((row) => row.tell).map(locatedOf);
}
