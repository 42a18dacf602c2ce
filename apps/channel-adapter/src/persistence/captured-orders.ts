import type { Pool } from 'pg';
import type { CapturedLineFacts, CapturedOrders, CapturedRefunds } from '../application/stores.ts';
import type { OrderState } from '../domain/canonical-order.ts';

export function createCapturedOrders(pool: Pool): CapturedOrders {
  return {
    known: async (shopId, orderNos) => {
      const { rows } = await pool.query<KnownRow>({
        name: 'orders-known',
        text: `select o.platform_order_no, coalesce(p.order_id, '') as order_id, o.state, o.recipient_token, o.recipient_source_index, o.lines, coalesce(r.content_index, '') as content_index
                 from captured_order o left join recipient r on r.token = nullif(o.recipient_token, '')::uuid
                 left join placed_order p on p.shop_id = o.shop_id and p.platform_order_no = o.platform_order_no
                where o.shop_id = $1 and o.platform_order_no = any($2)`,
        values: [shopId, orderNos],
      });
      return new Map(
        rows.map((row) => [
          row.platform_order_no,
          {
            platformOrderNo: row.platform_order_no,
            orderId: row.order_id,
            state: row.state,
            recipientToken: row.recipient_token,
            recipientSourceIndex: row.recipient_source_index,
            recipientContentIndex: row.content_index,
            lines: row.lines,
          },
        ]),
      );
    },
    capture: async (tx, shopId, captures) => {
      if (captures.length === 0) return [];
      const { rows } = await tx.query<{ platform_order_no: string; platform_version: string; order_id: string; first: boolean }>(
        // The platform's clock has whole seconds: a second change within one takes the next free version.
        `insert into captured_order as o (shop_id, platform_order_no, platform_version, state, fingerprint, recipient_token, recipient_source_index,
                                          lines, extensions, platform_created_at, first_received_at, read_at, raw_id)
         select $1, no, version::bigint, state, fingerprint, token, source_index, lines::jsonb, extensions::jsonb,
                created_at::timestamptz, received_at::timestamptz, read_at::timestamptz, raw_id::uuid
           from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                       $10::text[], $11::text[], $12::text[], $13::text[])
             as t (no, version, state, fingerprint, token, source_index, lines, extensions, created_at, received_at, read_at, raw_id)
          order by no
         on conflict (shop_id, platform_order_no) do update
           set platform_version = greatest(excluded.platform_version, o.platform_version + 1), state = excluded.state, fingerprint = excluded.fingerprint,
               recipient_token = excluded.recipient_token, recipient_source_index = excluded.recipient_source_index, lines = excluded.lines,
               extensions = excluded.extensions, read_at = excluded.read_at, raw_id = excluded.raw_id
         where o.fingerprint <> excluded.fingerprint and o.read_at <= excluded.read_at
           and excluded.platform_version >= o.platform_version / 1000 * 1000
         returning o.platform_order_no, o.platform_version, (xmax = 0) as first,
           coalesce((select p.order_id from placed_order p where p.shop_id = o.shop_id and p.platform_order_no = o.platform_order_no), '') as order_id`,
        [
          shopId,
          captures.map((one) => one.platformOrderNo),
          captures.map((one) => String(one.version)),
          captures.map((one) => one.state),
          captures.map((one) => one.fingerprint),
          captures.map((one) => one.recipientToken),
          captures.map((one) => one.recipientSourceIndex),
          captures.map((one) =>
            JSON.stringify(
              one.lines.map(({ lineNo, sku, platformSkuId, productId, quantity }): CapturedLineFacts => ({
                lineNo,
                sku,
                platformSkuId,
                productId,
                quantity,
              })),
            ),
          ),
          captures.map((one) => JSON.stringify(one.extensions)),
          captures.map((one) => one.createdAt.toISOString()),
          captures.map((one) => one.receivedAt.toISOString()),
          captures.map((one) => one.readAt.toISOString()),
          captures.map((one) => one.rawId),
        ],
      );
      return rows.map((row) => ({
        platformOrderNo: row.platform_order_no,
        version: BigInt(row.platform_version),
        orderId: row.order_id,
        first: row.first,
      }));
    },
    noteOrderIds: async (tx, orders) => {
      const sorted = orders.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1));
      await tx.query(
        'insert into placed_order (order_id, shop_id, platform_order_no) select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing',
        [sorted.map((order) => order.orderId), sorted.map((order) => order.shopId), sorted.map((order) => order.platformOrderNo)],
      );
    },
  };
}

export const capturedRefunds: CapturedRefunds = {
  capture: async (tx, shopId, refunds, now) => {
    if (refunds.length === 0) return new Map();
    const { rows } = await tx.query<{ refund_id: string; first: boolean }>(
      `insert into captured_refund as c (shop_id, refund_id, platform_order_no, phase, told_at, raw_id)
       select $1, refund_id, no, phase, $5, raw_id from unnest($2::text[], $3::text[], $4::text[], $6::uuid[]) as t (refund_id, no, phase, raw_id) order by 2
       on conflict (shop_id, refund_id) do update set phase = excluded.phase, told_at = excluded.told_at, raw_id = excluded.raw_id
         where c.phase = 'REQUESTED' and excluded.phase <> 'REQUESTED'
       returning c.refund_id, (xmax = 0) as first`,
      [
        shopId,
        refunds.map((one) => one.refundId),
        refunds.map((one) => one.platformOrderNo),
        refunds.map((one) => one.phase),
        now,
        refunds.map((one) => one.rawId),
      ],
    );
    return new Map(rows.map((row) => [row.refund_id, row.first ? 'first' : 'ended']));
  },
};

interface KnownRow {
  readonly platform_order_no: string;
  readonly order_id: string;
  readonly state: OrderState;
  readonly recipient_token: string;
  readonly recipient_source_index: string;
  readonly lines: readonly CapturedLineFacts[];
  readonly content_index: string;
}
