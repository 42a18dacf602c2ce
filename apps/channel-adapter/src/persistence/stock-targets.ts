import type { Pool } from 'pg';
import type { StockTargets } from '../application/write-stock.ts';

const STATE_OF = { written: 'WRITTEN', refused: 'REFUSED', later: 'DUE', unknown: 'UNKNOWN' } as const;

export function createStockTargets(pool: Pool): StockTargets {
  return {
    want: async (tx, wanted, now) => {
      // The last version of each SKU in the batch; the ones between were never worth a call.
      const newest = new Map<string, (typeof wanted)[number]>();
      for (const one of wanted) if (one.version > (newest.get(one.sku)?.version ?? -1n)) newest.set(one.sku, one);
      const rows = [...newest.values()];
      if (rows.length === 0) return;
      await tx.query(
        `insert into stock_target as s (shop_id, sku, wanted, version, state, due_at, changed_at)
         select l.shop_id, t.sku, greatest(t.available, 0), t.version, 'DUE', $4, t.changed_at
           from unnest($1::text[], $2::bigint[], $3::int[], $5::timestamptz[]) as t (sku, version, available, changed_at) join listing l on l.sku = t.sku
          order by 1, 2
         on conflict (shop_id, sku) do update
           set wanted = excluded.wanted, version = excluded.version, changed_at = excluded.changed_at, attempts = 0,
               due_at = case when s.state in ('DUE', 'UNKNOWN') then s.due_at else excluded.due_at end,
               state = case when s.state = 'UNKNOWN' then 'UNKNOWN' when excluded.wanted = s.written and s.state = 'WRITTEN' then 'WRITTEN' else 'DUE' end
         where excluded.version > s.version`,
        [
          rows.map((one) => one.sku),
          rows.map((one) => one.version),
          rows.map((one) => one.available),
          now,
          rows.map((one) => one.changedAt),
        ],
      );
    },
    due: async (shopId, limit, now, deductsOnOrder) => {
      const { rows } = await pool.query<DueRow>({
        name: 'stock-due',
        text: `select s.sku, s.version, s.attempts, s.state = 'UNKNOWN' as unknown, coalesce(s.write_key::text, '') as key, l.product_id, l.platform_sku_id,
                greatest(s.wanted - case when $4 then (
                  select coalesce(sum((line ->> 'quantity')::int), 0)::int from captured_order o, jsonb_array_elements(o.lines) line
                   where o.shop_id = s.shop_id and o.state = 'AWAITING_PAYMENT' and o.platform_created_at > $3::timestamptz - interval '1 hour' and line ->> 'sku' = s.sku) else 0 end, 0) as wanted
           from stock_target s join listing l using (shop_id, sku)
          where s.shop_id = $1 and s.state in ('DUE', 'UNKNOWN') and s.due_at <= $3
          order by s.wanted, s.changed_at limit $2`,
        values: [shopId, limit, now, deductsOnOrder],
      });
      return rows.map((row) => ({
        sku: row.sku,
        version: BigInt(row.version),
        attempts: row.attempts,
        unknown: row.unknown,
        key: row.key,
        productId: row.product_id,
        platformSkuId: row.platform_sku_id,
        wanted: row.wanted,
      }));
    },
    sending: async (shopId, rows, key) => {
      await pool.query(
        "update stock_target set state = 'UNKNOWN', write_key = $3, attempts = attempts + 1 where shop_id = $1 and sku = any($2)",
        [shopId, rows.map((row) => row.sku), key],
      );
    },
    settle: async (tx, shopId, rows, now) => {
      if (rows.length === 0) return;
      await tx.query(
        // A newer wish that came while the call was out stays due.
        `update stock_target s
            set state = case when t.state = 'WRITTEN' and s.version > t.version and s.wanted <> t.wanted then 'DUE' else t.state end,
                written = case when t.state = 'WRITTEN' then t.wanted else s.written end,
                written_version = case when t.state = 'WRITTEN' then t.version else s.written_version end,
                written_at = case when t.state = 'WRITTEN' then $7 else s.written_at end,
                attempts = case when t.state = 'WRITTEN' then 0 else s.attempts end,
                due_at = t.due_at, refusal = nullif(t.words, '')
           from unnest($2::text[], $3::text[], $4::int[], $5::bigint[], $6::text[], $8::timestamptz[]) as t (sku, state, wanted, version, words, due_at)
          where s.shop_id = $1 and s.sku = t.sku`,
        [
          shopId,
          rows.map(({ row }) => row.sku),
          rows.map(({ result }) => STATE_OF[result.result]),
          rows.map(({ row }) => row.wanted),
          rows.map(({ row }) => row.version),
          rows.map(({ result }) => result.words),
          now,
          rows.map(({ result, dueAt }) => (result.result === 'written' ? now : dueAt)),
        ],
      );
    },
  };
}

interface DueRow {
  readonly sku: string;
  readonly version: string;
  readonly attempts: number;
  readonly unknown: boolean;
  readonly key: string;
  readonly product_id: string;
  readonly platform_sku_id: string;
  readonly wanted: number;
}
