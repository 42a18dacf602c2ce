import type { Pool } from 'pg';
import type { OutsideBoard, OutsideCommand, OutsideKind } from '../application/retry-outside.ts';

// What is on its first way out is no news: a command waits once it has been tried, or is overdue.
const LATE = "interval '5 seconds'";

const OPEN = `
  select 'SHIP_NOTICE' as kind, shop_id, parcel_id as key, order_id, platform_order_no, tracking_number as about, state, attempts, coalesce(refusal, '') as refusal, due_at
    from ship_notice where state = 'REFUSED' or (state in ('PLANNED', 'UNKNOWN') and (attempts > 1 or due_at < now() - ${LATE}))
  union all
  select 'REFUND_ANSWER', shop_id, refund_id, order_id, platform_order_no, refund_id, state, attempts, coalesce(refusal, ''), due_at
    from refund_answer where state = 'REFUSED' or (state in ('PLANNED', 'UNKNOWN') and (attempts > 1 or due_at < now() - ${LATE}))
  union all
  select 'STOCK', shop_id, sku, '', '', wanted::text, state, attempts, coalesce(refusal, ''), due_at
    from stock_target where state = 'REFUSED' or (state in ('DUE', 'UNKNOWN') and (attempts > 1 or due_at < now() - ${LATE}))`;

export function createOutsideBoard(pool: Pool): OutsideBoard {
  return {
    list: async (shopId, limit) => {
      const { rows } = await pool.query<Row>(
        `select * from (${OPEN}) c where $1::text is null or shop_id = $1 order by state <> 'REFUSED', due_at, key limit $2`,
        [shopId ?? null, limit],
      );
      return rows.map(commandOf);
    },
    counts: async () => {
      const { rows } = await pool.query<{ shop_id: string; waiting: number; refused: number }>(
        `select shop_id, count(*) filter (where state <> 'REFUSED')::int as waiting, count(*) filter (where state = 'REFUSED')::int as refused
           from (${OPEN}) c group by shop_id`,
      );
      return new Map(rows.map((row) => [row.shop_id, { waiting: row.waiting, refused: row.refused }]));
    },
    retry: async (tx, kind, shopId, keys, now) => {
      const { rowCount } = await tx.query(RETRY[kind], [shopId, keys, now]);
      return rowCount ?? 0;
    },
  };
}

// UNKNOWN makes the sender look at the platform first: a refusal may have been about something that was done all the same.
const RETRY: Readonly<Record<OutsideKind, string>> = {
  SHIP_NOTICE: `update ship_notice set state = 'UNKNOWN', refusal = null, due_at = $3 where shop_id = $1 and parcel_id = any($2) and state <> 'SENT'`,
  REFUND_ANSWER: `update refund_answer set state = 'UNKNOWN', refusal = null, due_at = $3 where shop_id = $1 and refund_id = any($2) and state <> 'AGREED'`,
  STOCK: `update stock_target set state = 'UNKNOWN', refusal = null, due_at = $3 where shop_id = $1 and sku = any($2) and state <> 'WRITTEN'`,
};

interface Row {
  readonly kind: OutsideKind;
  readonly shop_id: string;
  readonly key: string;
  readonly order_id: string;
  readonly platform_order_no: string;
  readonly about: string;
  readonly state: string;
  readonly attempts: number;
  readonly refusal: string;
  readonly due_at: Date;
}

function commandOf(row: Row): OutsideCommand {
  return {
    kind: row.kind,
    shopId: row.shop_id,
    key: row.key,
    orderId: row.order_id,
    platformOrderNo: row.platform_order_no,
    about: row.about,
    state: row.state === 'REFUSED' ? 'REFUSED' : 'WAITING',
    attempts: row.attempts,
    refusal: row.refusal,
    dueAt: row.due_at,
  };
}
