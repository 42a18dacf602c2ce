import type { Pool } from 'pg';

/** How late the orders of one hour reached the hub: platform's creation to first sight, in milliseconds (ING-14). */
export interface LagHour {
  readonly hour: Date;
  readonly orders: number;
  readonly p50: number;
  readonly p95: number;
}

export interface ShopHealth {
  readonly hours: readonly LagHour[];
  readonly tokenExpiresAt: Date | undefined;
  /** Orders and refunds that must still be read at the platform. */
  readonly waiting: number;
}

export interface ShopHealthReads {
  /** Its hours are the last 24 that had orders, oldest first. */
  of(shopIds: readonly string[]): Promise<ReadonlyMap<string, ShopHealth>>;
}

/** A day of a big shop is hundreds of thousands of rows: counted at most this often. */
const HOLD_MS = 15_000;
const LAG = 'extract(epoch from first_received_at - platform_created_at) * 1000';

export function createShopHealth(pool: Pool): ShopHealthReads {
  let held: { readonly key: string; readonly at: number; readonly answer: Promise<readonly LagRow[]> } | undefined;
  const hoursOf = (shopIds: readonly string[]): Promise<readonly LagRow[]> => {
    const key = shopIds.toSorted().join(' ');
    if (held !== undefined && held.key === key && Date.now() - held.at < HOLD_MS) return held.answer;
    const answer = readHours(pool, shopIds);
    held = { key, at: Date.now(), answer };
    answer.catch(() => (held = undefined));
    return answer;
  };
  return {
    of: async (shopIds) => {
      const hours = await hoursOf(shopIds);
      const { rows } = await pool.query<{ id: string; expires_at: Date | null; waiting: number }>(
        `select s.id, t.expires_at, (select count(*)::int from intake_work w where w.shop_id = s.id) as waiting
           from unnest($1::text[]) as s (id) left join shop_token t on t.shop_id = s.id`,
        [shopIds],
      );
      return new Map(
        rows.map((row) => [
          row.id,
          { hours: hours.filter((hour) => hour.shop_id === row.id), tokenExpiresAt: row.expires_at ?? undefined, waiting: row.waiting },
        ]),
      );
    },
  };
}

async function readHours(pool: Pool, shopIds: readonly string[]): Promise<readonly LagRow[]> {
  const { rows } = await pool.query<LagRow>(
    `select shop_id, date_trunc('hour', first_received_at) as hour, count(*)::int as orders,
            percentile_cont(0.5) within group (order by ${LAG})::float8 as p50, percentile_cont(0.95) within group (order by ${LAG})::float8 as p95
       from captured_order where shop_id = any($1) and first_received_at > now() - interval '24 hours' group by 1, 2 order by 1, 2`,
    [shopIds],
  );
  return rows;
}

interface LagRow extends LagHour {
  readonly shop_id: string;
}
