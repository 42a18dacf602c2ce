import type { Pool } from 'pg';
import type { PlannedAnswer, RefundAnswers } from '../application/answer-refunds.ts';
import type { PlannedNotice, ShipNotices } from '../application/send-ship-notices.ts';

/** `pool`: one whose plans are made for what is always asked alike. */
export function createShipNotices(pool: Pool): ShipNotices {
  return {
    plan: async (tx, notices, now) => {
      if (notices.length === 0) return;
      await tx.query(
        `insert into ship_notice (parcel_id, order_id, shop_id, platform_order_no, carrier, tracking_number, lines, state, due_at, traceparent)
         select parcel_id, order_id, shop_id, no, carrier, tracking_number, lines, 'PLANNED', $9, traceparent
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[])
             as t (parcel_id, order_id, shop_id, no, carrier, tracking_number, lines, traceparent) order by 1
         on conflict (parcel_id) do nothing`,
        [
          notices.map((one) => one.parcelId),
          notices.map((one) => one.orderId),
          notices.map((one) => one.shopId),
          notices.map((one) => one.platformOrderNo),
          notices.map((one) => one.carrier),
          notices.map((one) => one.trackingNumber),
          notices.map((one) => JSON.stringify(one.lines)),
          notices.map((one) => one.traceparent),
          now,
        ],
      );
    },
    claim: async (limit, now, leaseMs) => {
      const { rows } = await pool.query<NoticeRow>({
        name: 'ship-notice-claim',
        // The state before the claim says whether an earlier call may have gone out.
        text: `with due as (select parcel_id, state from ship_notice where state in ('PLANNED', 'UNKNOWN') and due_at <= $2 order by due_at limit $1 for update skip locked)
         update ship_notice n set state = 'UNKNOWN', attempts = n.attempts + 1, due_at = $3 from due where due.parcel_id = n.parcel_id
         returning n.parcel_id, n.order_id, n.shop_id, n.platform_order_no, n.carrier, n.tracking_number, n.lines, n.attempts, n.traceparent, due.state = 'UNKNOWN' as unknown`,
        values: [limit, now, new Date(now.getTime() + leaseMs)],
      });
      return rows.map((row) => ({
        parcelId: row.parcel_id,
        orderId: row.order_id,
        shopId: row.shop_id,
        platformOrderNo: row.platform_order_no,
        carrier: row.carrier,
        trackingNumber: row.tracking_number,
        lines: row.lines,
        attempts: row.attempts,
        traceparent: row.traceparent,
        unknown: row.unknown,
      }));
    },
    settle: async (tx, settled, at) => {
      if (settled.length === 0) return [];
      const { rows } = await tx.query<{ parcel_id: string }>(
        `update ship_notice n set state = t.state, refusal = t.refusal, raw_id = t.raw_id, sent_at = case when t.state = 'SENT' then $5::timestamptz end
           from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $6::int[]) as t (parcel_id, state, refusal, raw_id, attempts)
          where n.parcel_id = t.parcel_id and ${mayEnd('n', 'SENT')} returning n.parcel_id`,
        [
          settled.map(({ notice }) => notice.parcelId),
          settled.map(({ state }) => state),
          settled.map(({ refusal }) => refusal ?? null),
          settled.map(({ rawId }) => rawId ?? null),
          at,
          settled.map(({ notice }) => notice.attempts),
        ],
      );
      const open = new Set(rows.map((row) => row.parcel_id));
      return settled.filter(({ notice }) => open.delete(notice.parcelId));
    },
    again: async (tx, notices) => {
      if (notices.length === 0) return;
      await tx.query(
        `update ship_notice n set state = t.state, due_at = t.due_at
           from unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[]) as t (parcel_id, state, due_at, attempts)
          where n.parcel_id = t.parcel_id and ${isMine('n')}`,
        [
          notices.map(({ notice }) => notice.parcelId),
          notices.map(stateAgain),
          notices.map(({ dueAt }) => dueAt),
          notices.map(({ notice }) => notice.attempts),
        ],
      );
    },
  };
}

export function createRefundAnswers(pool: Pool): RefundAnswers {
  return {
    plan: async (tx, answers, now) => {
      if (answers.length === 0) return;
      await tx.query(
        `insert into refund_answer (shop_id, refund_id, order_id, platform_order_no, state, due_at, traceparent)
         select shop_id, refund_id, order_id, no, 'PLANNED', $6, traceparent
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as t (shop_id, refund_id, order_id, no, traceparent) order by 1, 2
         on conflict (shop_id, refund_id) do nothing`,
        [
          answers.map((one) => one.shopId),
          answers.map((one) => one.refundId),
          answers.map((one) => one.orderId),
          answers.map((one) => one.platformOrderNo),
          answers.map((one) => one.traceparent),
          now,
        ],
      );
    },
    claim: async (limit, now, leaseMs) => {
      const { rows } = await pool.query<AnswerRow>({
        name: 'refund-answer-claim',
        text: `with due as (select shop_id, refund_id, state from refund_answer where state in ('PLANNED', 'UNKNOWN') and due_at <= $2 order by due_at limit $1 for update skip locked)
         update refund_answer a set state = 'UNKNOWN', attempts = a.attempts + 1, due_at = $3 from due where due.shop_id = a.shop_id and due.refund_id = a.refund_id
         returning a.shop_id, a.refund_id, a.order_id, a.platform_order_no, a.attempts, a.traceparent, due.state = 'UNKNOWN' as unknown`,
        values: [limit, now, new Date(now.getTime() + leaseMs)],
      });
      return rows.map((row): PlannedAnswer => ({
        shopId: row.shop_id,
        refundId: row.refund_id,
        orderId: row.order_id,
        platformOrderNo: row.platform_order_no,
        attempts: row.attempts,
        traceparent: row.traceparent,
        unknown: row.unknown,
      }));
    },
    settle: async (tx, settled, at) => {
      if (settled.length === 0) return [];
      const { rows } = await tx.query<{ shop_id: string; refund_id: string }>(
        `update refund_answer a set state = t.state, refusal = t.refusal, raw_id = t.raw_id, answered_at = $6
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[], $7::int[]) as t (shop_id, refund_id, state, refusal, raw_id, attempts)
          where a.shop_id = t.shop_id and a.refund_id = t.refund_id and ${mayEnd('a', 'AGREED')} returning a.shop_id, a.refund_id`,
        [
          settled.map(({ answer }) => answer.shopId),
          settled.map(({ answer }) => answer.refundId),
          settled.map(({ state }) => state),
          settled.map(({ refusal }) => refusal ?? null),
          settled.map(({ rawId }) => rawId ?? null),
          at,
          settled.map(({ answer }) => answer.attempts),
        ],
      );
      const open = new Set(rows.map((row) => `${row.shop_id} ${row.refund_id}`));
      return settled.filter(({ answer }) => open.delete(`${answer.shopId} ${answer.refundId}`));
    },
    again: async (tx, answers) => {
      if (answers.length === 0) return;
      await tx.query(
        `update refund_answer a set state = t.state, due_at = t.due_at
           from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::int[]) as t (shop_id, refund_id, state, due_at, attempts)
          where a.shop_id = t.shop_id and a.refund_id = t.refund_id and ${isMine('a')}`,
        [
          answers.map(({ answer }) => answer.shopId),
          answers.map(({ answer }) => answer.refundId),
          answers.map(stateAgain),
          answers.map(({ dueAt }) => dueAt),
          answers.map(({ answer }) => answer.attempts),
        ],
      );
    },
  };
}

/** Nobody has claimed it since: UNKNOWN alone is the mark of the next one too, who may be sending just now. */
function isMine(row: string): string {
  return `${row}.state = 'UNKNOWN' and ${row}.attempts = t.attempts`;
}

/** What was done is done, whoever holds the row by now; a refusal counts only from the one who holds it. */
function mayEnd(row: string, done: 'SENT' | 'AGREED'): string {
  return `${row}.state in ('UNKNOWN', 'PLANNED') and (t.state = '${done}' or (${isMine(row)}))`;
}

/** What may have arrived is looked up before it is sent again. */
function stateAgain({ unknown }: { readonly unknown: boolean }): string {
  return unknown ? 'UNKNOWN' : 'PLANNED';
}

interface NoticeRow {
  readonly parcel_id: string;
  readonly order_id: string;
  readonly shop_id: string;
  readonly platform_order_no: string;
  readonly carrier: string;
  readonly tracking_number: string;
  readonly lines: PlannedNotice['lines'];
  readonly attempts: number;
  readonly traceparent: string;
  readonly unknown: boolean;
}

interface AnswerRow {
  readonly shop_id: string;
  readonly refund_id: string;
  readonly order_id: string;
  readonly platform_order_no: string;
  readonly attempts: number;
  readonly traceparent: string;
  readonly unknown: boolean;
}
