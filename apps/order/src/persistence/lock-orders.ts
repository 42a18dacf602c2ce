import type { Money } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import type { OrderStatus } from '../domain/order-lifecycle.ts';
import type { Hold, Order, OrderLine, Part, PartState, PlatformState, Recipient, Refund, StopProposal } from '../domain/order.ts';

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
  readonly stock_asked_at: Date | null;
  readonly stock_answered: boolean;
  readonly first_outbound_at: Date | null;
  readonly signed_at: Date | null;
  readonly created_at: Date;
}

/** Orders with all that belongs to them. `lock`: their rows are held until the transaction ends, taken in order of the ids. */
export async function readOrders(reader: Reader, ids: readonly string[], mode: 'lock' | 'look'): Promise<ReadonlyMap<string, Order>> {
  if (ids.length === 0) return new Map();
  const { rows } = await reader.query<OrderRow>(
    `select * from orders where id = any($1) order by id ${mode === 'lock' ? 'for no key update' : ''}`,
    [ids],
  );
  if (rows.length === 0) return new Map();
  const found = rows.map((row) => row.id);
  const lines = await readLines(reader, found);
  const holds = await readHolds(reader, found);
  const stops = await readStops(reader, found);
  const refunds = await readRefunds(reader, found);
  const parts = await readParts(reader, found);
  return new Map(
    rows.map((row): [string, Order] => [
      row.id,
      asOrder(row, {
        lines: (lines.get(row.id) ?? []).map((line) => asLine(line, row.currency)),
        holds: (holds.get(row.id) ?? []).map(asHold),
        stops: stops.get(row.id) ?? [],
        refunds: refunds.get(row.id) ?? [],
        parts: parts.get(row.id) ?? [],
      }),
    ]),
  );
}

function asOrder(row: OrderRow, belongings: Pick<Order, 'lines' | 'holds' | 'stops' | 'refunds' | 'parts'>): Order {
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
    stockAskedAt: row.stock_asked_at ?? undefined,
    stockAnswered: row.stock_answered,
    firstOutboundAt: row.first_outbound_at ?? undefined,
    signedAt: row.signed_at ?? undefined,
    createdAt: row.created_at,
    ...belongings,
  };
}

interface LineRow {
  readonly order_id: string;
  readonly line_no: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly cancelled_quantity: number;
  readonly unit_price_minor: string;
  readonly paid_share_minor: string;
  readonly gift: boolean;
  readonly cold_chain: boolean;
}

async function readLines(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly LineRow[]>> {
  const { rows } = await reader.query<LineRow>('select * from order_line where order_id = any($1) order by order_id, position', [ids]);
  return Map.groupBy(rows, (row) => row.order_id);
}

function asLine(row: LineRow, currency: string): OrderLine {
  return {
    lineNo: row.line_no,
    sku: row.sku,
    title: row.title,
    quantity: row.quantity,
    cancelledQuantity: row.cancelled_quantity,
    unitPrice: { minor: BigInt(row.unit_price_minor), currency },
    paidShare: { minor: BigInt(row.paid_share_minor), currency },
    gift: row.gift,
    coldChain: row.cold_chain,
  };
}

interface HoldRow {
  readonly id: string;
  readonly order_id: string;
  readonly reason: Hold['reason'];
  readonly owner: string;
  readonly note: string;
  readonly placed_by: string;
  readonly placed_at: Date;
  readonly due_at: Date | null;
  readonly released_at: Date | null;
  readonly released_by: string | null;
}

async function readHolds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly HoldRow[]>> {
  const { rows } = await reader.query<HoldRow>('select * from hold where order_id = any($1) order by placed_at, id', [ids]);
  return Map.groupBy(rows, (row) => row.order_id);
}

function asHold(row: HoldRow): Hold {
  return {
    id: row.id,
    reason: row.reason,
    owner: row.owner,
    note: row.note,
    placedBy: row.placed_by,
    placedAt: row.placed_at,
    dueAt: row.due_at ?? undefined,
    releasedAt: row.released_at ?? undefined,
    releasedBy: row.released_by ?? undefined,
  };
}

interface StopRow {
  readonly id: string;
  readonly order_id: string;
  readonly scope: StopProposal['scope'];
  readonly state: StopProposal['state'];
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly answered_at: Date | null;
  readonly decline_reason: string | null;
  readonly lines: readonly { readonly lineNo: string; readonly quantity: number }[];
  readonly refund_ids: readonly string[];
}

async function readStops(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly StopProposal[]>> {
  const { rows } = await reader.query<StopRow>(
    `select s.*,
            coalesce((select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'quantity', l.quantity)) from stop_line l where l.stop_id = s.id), '[]') as lines,
            array(select r.refund_id from stop_refund r where r.stop_id = s.id) as refund_ids
       from stop_proposal s where s.order_id = any($1) order by s.proposed_at, s.id`,
    [ids],
  );
  const stops = rows.map((row): [string, StopProposal] => [
    row.order_id,
    {
      id: row.id,
      scope: row.scope,
      state: row.state,
      reason: row.reason,
      proposedBy: row.proposed_by,
      proposedAt: row.proposed_at,
      answeredAt: row.answered_at ?? undefined,
      declineReason: row.decline_reason ?? undefined,
      lines: row.lines,
      refundIds: row.refund_ids,
    },
  ]);
  return grouped(stops);
}

interface RefundRow {
  readonly order_id: string;
  readonly refund_id: string;
  readonly kind: Refund['kind'];
  readonly state: Refund['state'];
  readonly whole_order: boolean;
  readonly amount_minor: string;
  readonly currency: string;
  readonly requested_at: Date;
  readonly lines: readonly { readonly lineNo: string; readonly quantity: number }[];
}

async function readRefunds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Refund[]>> {
  const { rows } = await reader.query<RefundRow>(
    `select f.*,
            coalesce((select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'quantity', l.quantity))
                        from refund_line l where l.order_id = f.order_id and l.refund_id = f.refund_id), '[]') as lines
       from refund f where f.order_id = any($1) order by f.requested_at, f.refund_id`,
    [ids],
  );
  const refunds = rows.map((row): [string, Refund] => [
    row.order_id,
    {
      id: row.refund_id,
      kind: row.kind,
      state: row.state,
      wholeOrder: row.whole_order,
      lines: row.lines,
      amount: { minor: BigInt(row.amount_minor), currency: row.currency },
      requestedAt: row.requested_at,
    },
  ]);
  return grouped(refunds);
}

interface PartRow {
  readonly fulfilment_order_id: string;
  readonly order_id: string;
  readonly warehouse_id: string;
  readonly state: PartState;
  readonly out_biz_codes: readonly string[];
  readonly lines: Part['lines'];
}

async function readParts(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Part[]>> {
  const { rows } = await reader.query<PartRow>(
    `select p.*,
            coalesce((select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'quantity', l.quantity, 'shipped', l.shipped) order by l.line_no)
                        from part_line l where l.fulfilment_order_id = p.fulfilment_order_id), '[]') as lines
       from part p where p.order_id = any($1) order by p.fulfilment_order_id`,
    [ids],
  );
  const parts = rows.map((row): [string, Part] => [
    row.order_id,
    {
      fulfilmentOrderId: row.fulfilment_order_id,
      warehouseId: row.warehouse_id,
      state: row.state,
      lines: row.lines,
      outBizCodes: row.out_biz_codes,
    },
  ]);
  return grouped(parts);
}

function grouped<T>(rows: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const byOrder = new Map<string, T[]>();
  for (const [orderId, row] of rows) {
    const list = byOrder.get(orderId);
    if (list === undefined) byOrder.set(orderId, [row]);
    else list.push(row);
  }
  return byOrder;
}
