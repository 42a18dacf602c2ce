import type { Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { NewVoucher, OpenVoucher, OrderMoney, PricedVoucher, ShippedLine, VoucherStore, WaitingOrder } from '../application/ports.ts';
import type { VoucherEntry } from '../domain/voucher-entries.ts';

async function rememberOrderMoney(tx: Tx, orders: readonly OrderMoney[]): Promise<void> {
  await tx.query(
    `insert into order_money (order_id, currency, paid_minor, lines)
     select * from unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[]) on conflict do nothing`,
    [
      orders.map((order) => order.orderId),
      orders.map((order) => order.currency),
      orders.map((order) => order.paidMinor),
      orders.map((order) => JSON.stringify(order.lines.map((line) => ({ ...line, amount: line.amount.toString() })))),
    ],
  );
}

async function insertVouchers(tx: Tx, vouchers: readonly NewVoucher[]): Promise<void> {
  await tx.query(
    `insert into voucher (id, order_id, fulfilment_order_id, out_biz_code, bill_no, shipped, state, next_try_at, outbound_at, planned_at, traceparent)
     select id, order_id, part, biz, bill, shipped, 'WAITING', planned, outbound, planned, trace
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[], $9::text[])
            as t (id, order_id, part, biz, bill, shipped, outbound, planned, trace)
     on conflict do nothing`,
    [
      vouchers.map((one) => one.id),
      vouchers.map((one) => one.orderId),
      vouchers.map((one) => one.fulfilmentOrderId),
      vouchers.map((one) => one.outBizCode),
      vouchers.map((one) => one.billNo),
      vouchers.map((one) => JSON.stringify(one.shipped)),
      vouchers.map((one) => one.outboundAt),
      vouchers.map((one) => one.plannedAt),
      vouchers.map((one) => one.traceparent),
    ],
  );
}

/** Orders with vouchers that wait for an amount and whose money is known. Locks them, so that each unit is charged once. */
async function lockWaitingOrders(tx: Tx, limit: number): Promise<readonly WaitingOrder[]> {
  const { rows: orders } = await tx.query<{
    order_id: string;
    currency: string;
    paid_minor: string;
    lines: { lineNo: string; quantity: number; amount: string }[];
  }>(
    `select m.* from order_money m
      where m.order_id in (select v.order_id from voucher v join order_money using (order_id) where v.state = 'WAITING' order by v.next_try_at limit $1)
      order by m.order_id for update of m`,
    [limit],
  );
  if (orders.length === 0) return [];
  const { rows } = await tx.query<{ id: string; order_id: string; state: string; shipped: ShippedLine[] }>(
    'select id, order_id, state, shipped from voucher where order_id = any($1) order by order_id, outbound_at, id',
    [orders.map((order) => order.order_id)],
  );
  const byOrder = Map.groupBy(rows, (row) => row.order_id);
  return orders.map((order) => ({
    money: {
      orderId: order.order_id,
      currency: order.currency,
      paidMinor: BigInt(order.paid_minor),
      lines: order.lines.map((line) => ({ ...line, amount: BigInt(line.amount) })),
    },
    vouchers: (byOrder.get(order.order_id) ?? []).map((row) => ({ id: row.id, waiting: row.state === 'WAITING', shipped: row.shipped })),
  }));
}

/** Gives vouchers their amount. One over nothing (gifts alone) needs no document and is removed. */
async function priceVouchers(tx: Tx, priced: readonly PricedVoucher[]): Promise<void> {
  const worth = priced.filter((one) => one.amount > 0n);
  await tx.query(
    `update voucher v set state = 'PLANNED', currency = t.currency, amount_minor = t.amount, entries = t.entries
       from unnest($1::uuid[], $2::text[], $3::bigint[], $4::jsonb[]) as t (id, currency, amount, entries) where v.id = t.id and v.state = 'WAITING'`,
    [
      worth.map((one) => one.id),
      worth.map((one) => one.currency),
      worth.map((one) => one.amount),
      worth.map((one) =>
        JSON.stringify(one.entries.map((entry) => ({ ...entry, debit: entry.debit.toString(), credit: entry.credit.toString() }))),
      ),
    ],
  );
  const free = priced.filter((one) => one.amount === 0n).map((one) => one.id);
  if (free.length > 0) await tx.query("delete from voucher where id = any($1) and state = 'WAITING'", [free]);
}

interface OpenRow {
  readonly id: string;
  readonly order_id: string;
  readonly fulfilment_order_id: string;
  readonly bill_no: string;
  readonly currency: string;
  readonly amount_minor: string;
  readonly entries: readonly {
    readonly role: VoucherEntry['role'];
    readonly account: string;
    readonly debit: string;
    readonly credit: string;
  }[];
  readonly outbound_at: Date;
  readonly attempts: number;
  readonly traceparent: string;
}

async function nextDue(pool: Pick<Pool, 'query'>): Promise<Date | undefined> {
  const { rows } = await pool.query<{ due: Date | null }>(
    "select min(next_try_at) as due from voucher where state in ('WAITING', 'PLANNED', 'SENDING')",
  );
  return rows[0]?.due ?? undefined;
}

/** Takes vouchers that are due and writes down that the ERP is about to be asked. `attempts` counts the asks before this one. */
async function takeDue(tx: Tx, due: { readonly now: Date; readonly again: Date; readonly limit: number }): Promise<readonly OpenVoucher[]> {
  const { rows } = await tx.query<OpenRow>(
    `update voucher set state = 'SENDING', attempts = attempts + 1, next_try_at = $2
      where id in (select id from voucher where state in ('PLANNED', 'SENDING') and next_try_at <= $1 order by next_try_at limit $3 for update skip locked)
      returning id, order_id, fulfilment_order_id, bill_no, currency, amount_minor, entries, outbound_at, attempts - 1 as attempts, traceparent`,
    [due.now, due.again, due.limit],
  );
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    fulfilmentOrderId: row.fulfilment_order_id,
    billNo: row.bill_no,
    currency: row.currency,
    amount: BigInt(row.amount_minor),
    entries: row.entries.map((entry) => ({ ...entry, debit: BigInt(entry.debit), credit: BigInt(entry.credit) })),
    outboundAt: row.outbound_at,
    attempts: row.attempts,
    traceparent: row.traceparent,
  }));
}

async function markPosted(
  tx: Tx,
  posted: readonly { readonly id: string; readonly number: string; readonly rawRef: string }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `update voucher v set state = 'POSTED', number = t.number, raw_ref = t.raw_ref, posted_at = $4, refusal = null
       from unnest($1::uuid[], $2::text[], $3::text[]) as t (id, number, raw_ref) where v.id = t.id`,
    [posted.map((one) => one.id), posted.map((one) => one.number), posted.map((one) => one.rawRef), now],
  );
}

async function markRefused(
  tx: Tx,
  refused: readonly { readonly id: string; readonly reason: string; readonly rawRef: string }[],
): Promise<void> {
  await tx.query(
    `update voucher v set state = 'REFUSED', refusal = t.reason, raw_ref = t.raw_ref
       from unnest($1::uuid[], $2::text[], $3::text[]) as t (id, reason, raw_ref) where v.id = t.id`,
    [refused.map((one) => one.id), refused.map((one) => one.reason), refused.map((one) => one.rawRef)],
  );
}

/** `attempts` stays: what the ERP was asked before is looked for first. */
async function planAgain(tx: Tx, id: string, now: Date): Promise<{ readonly orderId: string; readonly refusal: string } | undefined> {
  const { rows } = await tx.query<{ order_id: string; refusal: string | null }>(
    `with refused as (select id, order_id, refusal from voucher where id::text = $1 and state = 'REFUSED' for update)
     update voucher v set state = 'PLANNED', refusal = null, next_try_at = $2 from refused where v.id = refused.id returning v.order_id, refused.refusal`,
    [id, now],
  );
  const row = rows[0];
  return row === undefined ? undefined : { orderId: row.order_id, refusal: row.refusal ?? '' };
}

/** Nothing was done at the ERP: these may be asked again without looking first. */
async function markUnsent(tx: Tx, ids: readonly string[], again: Date): Promise<void> {
  await tx.query("update voucher set state = 'PLANNED', attempts = attempts - 1, next_try_at = $2 where id = any($1)", [ids, again]);
}

/** The outcome is not known: asked again soon, and then looked for first. */
async function markUnknown(tx: Tx, ids: readonly string[], again: Date): Promise<void> {
  await tx.query('update voucher set next_try_at = $2 where id = any($1)', [ids, again]);
}

/** The vouchers' database. */
export const voucherStore: VoucherStore = {
  rememberOrderMoney,
  insertVouchers,
  lockWaitingOrders,
  priceVouchers,
  nextDue,
  takeDue,
  markPosted,
  markRefused,
  planAgain,
  markUnsent,
  markUnknown,
};
