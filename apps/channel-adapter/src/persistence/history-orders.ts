import type { HistoryOrders, HistoryVersion } from '../application/history/ports.ts';
import type { Pool } from 'pg';

export function createHistoryOrders(pool: Pool): HistoryOrders {
  return {
    versions: async (tx, shopId, platformOrderNos) => {
      if (platformOrderNos.length === 0) return [];
      const { rows } = await tx.query<Row>(
        `select platform_order_no, job_id, file_at, told, recipient_token, recipient_content from history_order
          where shop_id = $1 and platform_order_no = any($2)`,
        [shopId, platformOrderNos],
      );
      return rows.map((row) => ({
        platformOrderNo: row.platform_order_no,
        jobId: row.job_id,
        fileAt: row.file_at,
        told: row.told,
        recipientToken: row.recipient_token,
        recipientContent: row.recipient_content,
      }));
    },
    put: async (tx, shopId, versions) => {
      if (versions.length === 0) return;
      const sorted = versions.toSorted((a, b) => (a.platformOrderNo < b.platformOrderNo ? -1 : 1));
      await tx.query(
        `insert into history_order (shop_id, platform_order_no, job_id, told, file_at, recipient_token, recipient_content)
         select $1, * from unnest($2::text[], $3::uuid[], $4::jsonb[], $5::timestamptz[], $6::text[], $7::text[])
         on conflict (shop_id, platform_order_no, job_id) do update set told = excluded.told, recipient_token = excluded.recipient_token,
           recipient_content = excluded.recipient_content`,
        [
          shopId,
          sorted.map((one) => one.platformOrderNo),
          sorted.map((one) => one.jobId),
          sorted.map((one) => JSON.stringify(one.told)),
          sorted.map((one) => one.fileAt),
          sorted.map((one) => one.recipientToken),
          sorted.map((one) => one.recipientContent),
        ],
      );
    },
    takeOut: async (tx, shopId, jobId, limit) => {
      const { rows } = await tx.query<{ platform_order_no: string; recipient_token: string }>(
        `delete from history_order where (shop_id, platform_order_no, job_id) in
           (select shop_id, platform_order_no, job_id from history_order where job_id = $1 and shop_id = $2 limit $3)
         returning platform_order_no, recipient_token`,
        [jobId, shopId, limit],
      );
      const numbers = rows.map((row) => row.platform_order_no);
      await tx.query(
        `delete from recipient r where r.token = any($1::uuid[]) and not exists
           (select 1 from history_order h where h.shop_id = $2 and h.platform_order_no = any($3) and h.recipient_token = r.token::text)`,
        [rows.map((row) => row.recipient_token).filter((token) => token !== ''), shopId, numbers],
      );
      return numbers;
    },
    countKnown: async (shopId) =>
      (
        await pool.query<{ count: number }>(
          'select count(distinct platform_order_no)::int as count from history_order where shop_id = $1',
          [shopId],
        )
      ).rows[0]?.count ?? 0,
  };
}

interface Row {
  readonly platform_order_no: string;
  readonly job_id: string;
  readonly file_at: Date;
  readonly told: HistoryVersion['told'];
  readonly recipient_token: string;
  readonly recipient_content: string;
}
