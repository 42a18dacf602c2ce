import type { Tx } from '@orderloom/outbox';
import type { OrderChange } from '../application/ports.ts';
import type { Order } from '../domain/order.ts';
import type { StoredLine } from './read-orders.ts';

/** Who wrote a row last: its transaction, by which a later reader knows whether it still is the row that it knows. */
export interface WrittenRow {
  readonly id: string;
  readonly written_by: string;
}

interface PlacedRow extends WrittenRow {
  readonly early: readonly string[] | null;
}

/** Inserts new orders. Answers also with what was told about them before they came, each fact once. */
export async function insertOrders(tx: Tx, orders: readonly Order[]): Promise<readonly PlacedRow[]> {
  const { rows } = await tx.query<PlacedRow>(
    `with placed as (
       insert into orders (
         id, channel, shop_id, platform_order_no, status, version, platform_version, platform_state, system, recipient, recipient_token,
         buyer_token, currency, goods_minor, discount_minor, freight_minor, paid_minor, submitted_at, platform_created_at, received_at, paid_at,
         promised_ship_at, time_class, expedited_at, expedited_by, presale, extensions, clearance_round, cleared_at, clearance_stands,
         stock_owed_since, first_outbound_at, signed_at, created_at, defaulted_fields, lines, parts)
       select t.id, t.channel, t.shop_id, t.platform_order_no, t.status, t.version, t.platform_version, t.platform_state, t.system,
              t.recipient::jsonb, t.recipient_token, t.buyer_token, t.currency, t.goods_minor, t.discount_minor, t.freight_minor, t.paid_minor,
              t.submitted_at, t.platform_created_at, t.received_at, t.paid_at, t.promised_ship_at, t.time_class, t.expedited_at, t.expedited_by, t.presale,
              t.extensions::jsonb, t.clearance_round, t.cleared_at, t.clearance_stands, t.stock_owed_since, t.first_outbound_at, t.signed_at, t.created_at,
              case t.defaulted_fields when '[]' then '{}' else array(select jsonb_array_elements_text(t.defaulted_fields::jsonb)) end,
              t.lines::jsonb, t.parts::jsonb
         from unnest(
           $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::text[],
           $11::text[], $12::text[], $13::text[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::timestamptz[],
           $19::timestamptz[], $20::timestamptz[], $21::timestamptz[], $22::timestamptz[], $23::text[], $24::timestamptz[], $25::text[],
           $26::boolean[], $27::text[], $28::int[], $29::timestamptz[], $30::boolean[], $31::timestamptz[], $32::timestamptz[],
           $33::timestamptz[], $34::timestamptz[], $35::text[], $36::text[], $37::text[])
         as t (id, channel, shop_id, platform_order_no, status, version, platform_version, platform_state, system, recipient, recipient_token,
               buyer_token, currency, goods_minor, discount_minor, freight_minor, paid_minor, submitted_at, platform_created_at, received_at,
               paid_at, promised_ship_at, time_class, expedited_at, expedited_by, presale, extensions, clearance_round, cleared_at, clearance_stands,
               stock_owed_since, first_outbound_at, signed_at, created_at, defaulted_fields, lines, parts)
       returning id, xmin, channel, shop_id, platform_order_no),
     early as (
       delete from early_fact e using placed p
        where e.channel = p.channel and e.shop_id = p.shop_id and e.platform_order_no = p.platform_order_no
       returning e.event_id, e.element, p.id)
     select p.id, p.xmin::text as written_by, (select array_agg(e.element order by e.event_id) from early e where e.id = p.id) as early
       from placed p`,
    [
      orders.map((order) => order.id),
      orders.map((order) => order.channel),
      orders.map((order) => order.shopId),
      orders.map((order) => order.platformOrderNo),
      orders.map((order) => order.status),
      orders.map((order) => order.version),
      orders.map((order) => order.platformVersion),
      orders.map((order) => order.platformState),
      orders.map((order) => order.system),
      orders.map((order) => JSON.stringify(order.recipient)),
      orders.map((order) => order.recipient.token),
      orders.map((order) => order.buyerToken),
      orders.map((order) => order.paidAmount.currency),
      orders.map((order) => order.goodsAmount.minor),
      orders.map((order) => order.discountAmount.minor),
      orders.map((order) => order.freightAmount.minor),
      orders.map((order) => order.paidAmount.minor),
      orders.map((order) => order.submittedAt ?? null),
      orders.map((order) => order.platformCreatedAt),
      orders.map((order) => order.receivedAt),
      orders.map((order) => order.paidAt ?? null),
      orders.map((order) => order.promisedShipAt ?? null),
      orders.map((order) => order.timeClass),
      orders.map((order) => order.expedited?.at ?? null),
      orders.map((order) => order.expedited?.by ?? null),
      orders.map((order) => order.presale),
      orders.map((order) => JSON.stringify(order.extensions)),
      orders.map((order) => order.clearance.round),
      orders.map((order) => order.clearance.at ?? null),
      orders.map((order) => order.clearance.stands),
      orders.map((order) => order.stockOwedSince ?? null),
      orders.map((order) => order.firstOutboundAt ?? null),
      orders.map((order) => order.signedAt ?? null),
      orders.map((order) => order.createdAt),
      orders.map((order) => JSON.stringify(order.defaultedFields)),
      orders.map(linesText),
      orders.map((order) => JSON.stringify(order.parts)),
    ],
  );
  return rows;
}

/** What an order becomes on its way. No index names these columns but the one on what inventory owes, so a step stays on the row's page. */
export async function updateProgress(tx: Tx, orders: readonly Order[]): Promise<readonly WrittenRow[]> {
  const { rows } = await tx.query<WrittenRow>(
    `update orders o set
       status = t.status, version = t.version, clearance_round = t.clearance_round, cleared_at = t.cleared_at, clearance_stands = t.clearance_stands,
       stock_owed_since = t.stock_owed_since, first_outbound_at = t.first_outbound_at, signed_at = t.signed_at,
       parts = t.parts::jsonb
     from unnest(
       $1::text[], $2::text[], $3::bigint[], $4::int[], $5::timestamptz[], $6::boolean[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[],
       $10::text[])
     as t (id, status, version, clearance_round, cleared_at, clearance_stands, stock_owed_since, first_outbound_at, signed_at, parts)
     where o.id = t.id
     returning o.id, o.xmin::text as written_by`,
    [
      orders.map((order) => order.id),
      orders.map((order) => order.status),
      orders.map((order) => order.version),
      orders.map((order) => order.clearance.round),
      orders.map((order) => order.clearance.at ?? null),
      orders.map((order) => order.clearance.stands),
      orders.map((order) => order.stockOwedSince ?? null),
      orders.map((order) => order.firstOutboundAt ?? null),
      orders.map((order) => order.signedAt ?? null),
      orders.map((order) => JSON.stringify(order.parts)),
    ],
  );
  return rows;
}

const told = [
  'platformVersion',
  'platformState',
  'recipient',
  'paidAmount',
  'paidAt',
  'promisedShipAt',
  'extensions',
  'timeClass',
  'expedited',
  'lines',
] as const satisfies readonly (keyof Order)[];

/** Whether somebody said something new of the order, beside its steps. */
export function isToldAnew({ before, after }: OrderChange): boolean {
  return told.some((what) => before?.[what] !== after[what]);
}

/** What platforms and people tell of an order that is known. */
export async function updateTold(tx: Tx, orders: readonly Order[]): Promise<void> {
  await tx.query(
    `update orders o set
       platform_version = t.platform_version, platform_state = t.platform_state, recipient = t.recipient::jsonb, recipient_token = t.recipient_token,
       paid_minor = t.paid_minor, paid_at = t.paid_at, promised_ship_at = t.promised_ship_at, extensions = t.extensions::jsonb,
       time_class = t.time_class, expedited_at = t.expedited_at, expedited_by = t.expedited_by, lines = t.lines::jsonb
     from unnest(
       $1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[],
       $11::timestamptz[], $12::text[], $13::text[])
     as t (id, platform_version, platform_state, recipient, recipient_token, paid_minor, paid_at, promised_ship_at, extensions, time_class,
           expedited_at, expedited_by, lines)
     where o.id = t.id`,
    [
      orders.map((order) => order.id),
      orders.map((order) => order.platformVersion),
      orders.map((order) => order.platformState),
      orders.map((order) => JSON.stringify(order.recipient)),
      orders.map((order) => order.recipient.token),
      orders.map((order) => order.paidAmount.minor),
      orders.map((order) => order.paidAt ?? null),
      orders.map((order) => order.promisedShipAt ?? null),
      orders.map((order) => JSON.stringify(order.extensions)),
      orders.map((order) => order.timeClass),
      orders.map((order) => order.expedited?.at ?? null),
      orders.map((order) => order.expedited?.by ?? null),
      orders.map(linesText),
    ],
  );
}

function linesText(order: Order): string {
  const lines = order.lines.map((line): StoredLine => ({
    ...line,
    unitPrice: line.unitPrice.minor.toString(),
    paidShare: line.paidShare.minor.toString(),
  }));
  return JSON.stringify(lines);
}
