import { createSeal } from '@orderloom/raw-archive';
import type { Pool } from 'pg';
import type { ShopSecrets } from '../application/ports.ts';

export function createShopSecrets(pool: Pool, masterKey: Buffer): ShopSecrets {
  const seal = createSeal(masterKey, 'shop-credentials:1');
  const opened = (shopId: string, sealed: Buffer): Readonly<Record<string, string>> =>
    JSON.parse(seal.open(sealed, shopId).toString('utf8'));
  return {
    read: async () => {
      const { rows } = await pool.query<Row>(
        `select id, name, name_en, channel, system, credentials, secrets_replaced_at, secrets_replaced_by,
                greatest(last_push_at, orders_polled_until) as last_used_at from shop order by id`,
      );
      return rows.map((row) => ({
        shopId: row.id,
        name: row.name,
        nameEn: row.name_en,
        channel: row.channel,
        system: row.system,
        credentials: opened(row.id, row.credentials),
        replacedAt: row.secrets_replaced_at,
        replacedBy: row.secrets_replaced_by,
        lastUsedAt: row.last_used_at,
      }));
    },
    write: async (tx, shopId, credentials, by, now) => {
      await tx.query('update shop set credentials = $2, secrets_replaced_at = $3, secrets_replaced_by = $4 where id = $1', [
        shopId,
        seal.close(Buffer.from(JSON.stringify(credentials)), shopId),
        now,
        by,
      ]);
    },
    lock: async (tx, shopId) => {
      const { rows } = await tx.query<{ credentials: Buffer }>('select credentials from shop where id = $1 for update', [shopId]);
      const row = rows[0];
      return row === undefined ? undefined : opened(shopId, row.credentials);
    },
  };
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly name_en: string;
  readonly channel: string;
  readonly system: string;
  readonly credentials: Buffer;
  readonly secrets_replaced_at: Date | null;
  readonly secrets_replaced_by: string;
  readonly last_used_at: Date | null;
}
