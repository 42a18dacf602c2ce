import type { Money } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import type { OrderStatus } from '../domain/order-lifecycle.ts';
import type { Hold, Order, OrderLine, Part, PlatformState, Recipient, Refund, StopProposal } from '../domain/order.ts';

/** The part of a connection that reading needs: a transaction, or the pool for a look without locks. */
export type Reader = Pick<Tx, 'query'>;

interface OrderRow {
  readonly id: string;
  readonly channel: string;
  readonly shop_id: string;
  readonly platform_order_no: string;
  readonly status: OrderStatus;
  readonly version: string;
  readonly platform_version: string;
  readonly platform_state: PlatformState;
  readonly system: string;
  readonly recipient: Recipient;
  readonly buyer_token: string;
  readonly currency: string;
  readonly goods_minor: string;
  readonly discount_minor: string;
  readonly freight_minor: string;
  readonly paid_minor: string;
  readonly submitted_at: Date | null;
  readonly platform_created_at: Date;
  readonly received_at: Date;
  readonly paid_at: Date | null;
  readonly promised_ship_at: Date | null;
  readonly time_class: 'NORMAL' | 'RAISED';
  readonly expedited_at: Date | null;
  readonly expedited_by: string | null;
  readonly presale: boolean;
  readonly extensions: Readonly<Record<string, string>>;
  readonly defaulted_fields: readonly string[];
  readonly clearance_round: number;
  readonly cleared_at: Date | null;
  readonly clearance_stands: boolean;
  readonly stock_owed_since: Date | null;
  readonly first_outbound_at: Date | null;
  readonly signed_at: Date | null;
  readonly created_at: Date;
  readonly all_lines: readonly StoredLine[];
  readonly all_parts: readonly Part[];
  readonly holds: readonly StoredHold[] | null;
  readonly stops: readonly StoredStop[] | null;
  readonly refunds: readonly StoredRefund[] | null;
}

/** A line as its order's row has it: amounts as text, in the order's currency. */
export type StoredLine = Omit<OrderLine, 'unitPrice' | 'paidShare'> & { readonly unitPrice: string; readonly paidShare: string };

// What JSON has no word for: times are texts, and what is not there is null.
type Stored<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | undefined ? string | null : T[K] };
type StoredHold = Omit<Stored<Hold>, 'releasedBy'> & { readonly releasedBy: string | null };
type StoredStop = Omit<Stored<StopProposal>, 'declineReason'> & { readonly declineReason: string | null };
type StoredRefund = Omit<Stored<Refund>, 'amount'> & { readonly minor: string; readonly currency: string };

const READ = `
select o.*,
  coalesce(o.lines, (
    select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'sku', l.sku, 'title', l.title, 'quantity', l.quantity,
        'cancelledQuantity', l.cancelled_quantity, 'unitPrice', l.unit_price_minor::text, 'paidShare', l.paid_share_minor::text,
        'gift', l.gift, 'coldChain', l.cold_chain) order by l.position)
      from order_line l where l.order_id = o.id), '[]') as all_lines,
  coalesce(o.parts, (
    select jsonb_agg(jsonb_build_object('fulfilmentOrderId', p.fulfilment_order_id, 'warehouseId', p.warehouse_id, 'state', p.state,
        'outBizCodes', p.out_biz_codes, 'lines', coalesce((
          select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'quantity', l.quantity, 'shipped', l.shipped) order by l.line_no)
            from part_line l where l.fulfilment_order_id = p.fulfilment_order_id), '[]')) order by p.fulfilment_order_id)
      from part p where p.order_id = o.id), '[]') as all_parts,
  (select jsonb_agg(jsonb_build_object('id', h.id, 'reason', h.reason, 'owner', h.owner, 'note', h.note, 'placedBy', h.placed_by,
      'placedAt', h.placed_at, 'dueAt', h.due_at, 'releasedAt', h.released_at, 'releasedBy', h.released_by) order by h.placed_at, h.id)
     from hold h where h.order_id = o.id) as holds,
  (select jsonb_agg(jsonb_build_object('id', s.id, 'scope', s.scope, 'state', s.state, 'reason', s.reason, 'proposedBy', s.proposed_by,
      'proposedAt', s.proposed_at, 'answeredAt', s.answered_at, 'declineReason', s.decline_reason,
      'lines', coalesce((select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'quantity', l.quantity)) from stop_line l where l.stop_id = s.id), '[]'),
      'refundIds', array(select r.refund_id from stop_refund r where r.stop_id = s.id)) order by s.proposed_at, s.id)
     from stop_proposal s where s.order_id = o.id) as stops,
  (select jsonb_agg(jsonb_build_object('id', f.refund_id, 'kind', f.kind, 'state', f.state, 'wholeOrder', f.whole_order,
      'minor', f.amount_minor::text, 'currency', f.currency, 'requestedAt', f.requested_at,
      'lines', coalesce((select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'quantity', l.quantity))
                           from refund_line l where l.order_id = f.order_id and l.refund_id = f.refund_id), '[]')) order by f.requested_at, f.refund_id)
     from refund f where f.order_id = o.id) as refunds
  from orders o where o.id = any($1) order by o.id`;

/** Orders with all that belongs to them. */
export async function readOrders(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Order>> {
  if (ids.length === 0) return new Map();
  const { rows } = await reader.query<OrderRow>(READ, [ids]);
  return new Map(rows.map((row) => [row.id, asOrder(row)]));
}

function asOrder(row: OrderRow): Order {
  const money = (minor: string): Money => ({ minor: BigInt(minor), currency: row.currency });
  return {
    id: row.id,
    channel: row.channel,
    shopId: row.shop_id,
    platformOrderNo: row.platform_order_no,
    system: row.system,
    status: row.status,
    version: Number(row.version),
    platformVersion: BigInt(row.platform_version),
    platformState: row.platform_state,
    recipient: row.recipient,
    buyerToken: row.buyer_token,
    goodsAmount: money(row.goods_minor),
    discountAmount: money(row.discount_minor),
    freightAmount: money(row.freight_minor),
    paidAmount: money(row.paid_minor),
    submittedAt: row.submitted_at ?? undefined,
    platformCreatedAt: row.platform_created_at,
    receivedAt: row.received_at,
    paidAt: row.paid_at ?? undefined,
    promisedShipAt: row.promised_ship_at ?? undefined,
    timeClass: row.time_class,
    expedited: row.expedited_at === null ? undefined : { at: row.expedited_at, by: row.expedited_by ?? '' },
    presale: row.presale,
    extensions: row.extensions,
    defaultedFields: row.defaulted_fields,
    clearance: { round: row.clearance_round, at: row.cleared_at ?? undefined, stands: row.clearance_stands },
    stockOwedSince: row.stock_owed_since ?? undefined,
    firstOutboundAt: row.first_outbound_at ?? undefined,
    signedAt: row.signed_at ?? undefined,
    createdAt: row.created_at,
    lines: row.all_lines.map((line) => ({ ...line, unitPrice: money(line.unitPrice), paidShare: money(line.paidShare) })),
    parts: row.all_parts,
    holds: (row.holds ?? []).map(asHold),
    stops: (row.stops ?? []).map(asStop),
    refunds: (row.refunds ?? []).map(asRefund),
  };
}

function asHold(hold: StoredHold): Hold {
  return {
    ...hold,
    placedAt: new Date(hold.placedAt),
    dueAt: dateOf(hold.dueAt),
    releasedAt: dateOf(hold.releasedAt),
    releasedBy: hold.releasedBy ?? undefined,
  };
}

function asStop(stop: StoredStop): StopProposal {
  return {
    ...stop,
    proposedAt: new Date(stop.proposedAt),
    answeredAt: dateOf(stop.answeredAt),
    declineReason: stop.declineReason ?? undefined,
  };
}

function asRefund({ minor, currency, ...refund }: StoredRefund): Refund {
  return { ...refund, amount: { minor: BigInt(minor), currency }, requestedAt: new Date(refund.requestedAt) };
}

function dateOf(text: string | null): Date | undefined {
  return text === null ? undefined : new Date(text);
}
