import { currentGate, firstOutbound, gatesOf, shipsAsPlanned } from './gates.ts';
import { judgedOf } from './judged.ts';
import { dueOf, statusOf, waitingOf } from './order-row.ts';
import type { GateThresholds } from './thresholds.ts';
import { liveParts, type Millis, type TwinState } from './twin-state.ts';

/** What boards count of one order: moments, and a few plain answers. The row order_figure, column by column. */
export interface OrderFigures {
  readonly order_id: string;
  readonly channel: string;
  readonly shop_id: string;
  readonly status: string;
  readonly current_gate: number;
  readonly stuck_at: Millis | null;
  /** Not ended and not through all gates. */
  readonly is_open: boolean;
  readonly created_at: Millis | null;
  readonly received_at: Millis | null;
  /** Whether a push brought it; null where nothing says so. */
  readonly pushed: boolean | null;
  readonly paid_at: Millis | null;
  readonly gate2_at: Millis | null;
  readonly gate3_at: Millis | null;
  readonly gate4_at: Millis | null;
  readonly gate5_at: Millis | null;
  readonly gate6_at: Millis | null;
  readonly gate7_at: Millis | null;
  readonly first_decided_at: Millis | null;
  /** A warehouse refused, or the order was decided once more. */
  readonly decision_changed: boolean;
  readonly out_at: Millis | null;
  /** When the last part had left for good. */
  readonly final_at: Millis | null;
  readonly as_ordered: boolean;
  readonly shown_at: Millis | null;
  readonly moved_at: Millis | null;
  readonly all_moved_at: Millis | null;
  readonly waited_at: Millis | null;
  readonly promised_ship_at: Millis | null;
  readonly eta_at: Millis | null;
  readonly signed_at: Millis | null;
  readonly short_at: Millis | null;
  readonly short_sku: string;
  /** The first cancel or change that was asked for before anything had left. */
  readonly stop_at: Millis | null;
  /** Whether all of them took effect; null while one waits for its answer. */
  readonly stop_taken: boolean | null;
  readonly cancelled_at: Millis | null;
  readonly excepted_at: Millis | null;
  readonly late_fact_at: Millis | null;
  readonly warehouse: string;
  readonly carrier: string;
}

export function figuresOf(twin: TwinState, thresholds: GateThresholds): OrderFigures {
  const judged = judgedOf(twin, thresholds);
  return (judged.figures ??= judgeFigures(twin, thresholds));
}

function judgeFigures(twin: TwinState, thresholds: GateThresholds): OrderFigures {
  const gates = gatesOf(twin, thresholds);
  const status = statusOf(twin);
  const gate = currentGate(gates);
  const passedAt = (number: number): Millis | null => gates[number - 1]?.passedAt ?? null;
  const parts = Object.values(twin.parts);
  const live = liveParts(twin).map(([, part]) => part);
  const parcels = Object.values(twin.parcels).filter((parcel) => parcel.outboundAt !== undefined);
  const waiting = waitingOf(twin);
  const isPaid = twin.paidAt !== undefined;
  const decided = parts.flatMap((part) => part.decidedAt ?? []);
  return {
    order_id: twin.id,
    channel: twin.channel,
    shop_id: twin.shopId,
    status,
    current_gate: gate,
    stuck_at: dueOf(twin, gates, status) ?? null,
    is_open: gate <= 7 && (status === 'OPEN' || status === 'HELD' || status === 'OUTBOUND'),
    created_at: twin.placedAt ?? null,
    received_at: twin.receivedAt ?? null,
    pushed: twin.pushed ?? null,
    paid_at: twin.paidAt ?? null,
    gate2_at: passedAt(2),
    gate3_at: passedAt(3),
    gate4_at: passedAt(4),
    gate5_at: passedAt(5),
    gate6_at: passedAt(6),
    gate7_at: passedAt(7),
    first_decided_at: least(decided),
    decision_changed: new Set(decided).size > 1 || parts.some((part) => part.refusedAt !== undefined),
    out_at: firstOutbound(twin) ?? null,
    final_at: allOf(live.map((part) => part.finalAt)),
    as_ordered: live.length > 0 && live.every(shipsAsPlanned),
    shown_at: isPaid ? (waiting.shownAt ?? null) : null,
    moved_at: least(Object.values(twin.parcels).flatMap((parcel) => parcel.firstNodeAt ?? [])),
    all_moved_at: status === 'OUTBOUND' || status === 'SIGNED' ? allOf(parcels.map((parcel) => parcel.firstNodeAt)) : null,
    waited_at: isPaid ? (waiting.endedAt ?? null) : null,
    promised_ship_at: twin.promisedShipAt ?? (twin.paidAt === undefined ? null : twin.paidAt + thresholds.defaultPromise),
    eta_at: allOf(parcels.map((parcel) => parcel.eta)),
    signed_at: status === 'SIGNED' ? allOf(parcels.map((parcel) => parcel.signedAt)) : null,
    short_at: twin.short?.at ?? null,
    short_sku: twin.short !== undefined && twin.reservedAt === undefined ? twin.short.sku : '',
    ...stopOf(twin),
    cancelled_at: twin.cancelled?.at ?? null,
    excepted_at: least(troublesOf(twin)),
    late_fact_at: twin.lateFactAt ?? null,
    warehouse: live[0]?.warehouse ?? '',
    carrier: parcels[0]?.carrier ?? live[0]?.carrier ?? '',
  };
}

/** Whether a board would see another order; the names of both are the same. */
export function sameFigures(a: OrderFigures, b: OrderFigures): boolean {
  return figureColumns.every((column) => a[column] === b[column]);
}

/** The columns of order_figure with their types, in the order in which they are written. */
export const figureTypes = {
  order_id: 'text',
  channel: 'text',
  shop_id: 'text',
  status: 'text',
  current_gate: 'smallint',
  stuck_at: 'timestamptz',
  is_open: 'boolean',
  created_at: 'timestamptz',
  received_at: 'timestamptz',
  pushed: 'boolean',
  paid_at: 'timestamptz',
  gate2_at: 'timestamptz',
  gate3_at: 'timestamptz',
  gate4_at: 'timestamptz',
  gate5_at: 'timestamptz',
  gate6_at: 'timestamptz',
  gate7_at: 'timestamptz',
  first_decided_at: 'timestamptz',
  decision_changed: 'boolean',
  out_at: 'timestamptz',
  final_at: 'timestamptz',
  as_ordered: 'boolean',
  shown_at: 'timestamptz',
  moved_at: 'timestamptz',
  all_moved_at: 'timestamptz',
  waited_at: 'timestamptz',
  promised_ship_at: 'timestamptz',
  eta_at: 'timestamptz',
  signed_at: 'timestamptz',
  short_at: 'timestamptz',
  short_sku: 'text',
  stop_at: 'timestamptz',
  stop_taken: 'boolean',
  cancelled_at: 'timestamptz',
  excepted_at: 'timestamptz',
  late_fact_at: 'timestamptz',
  warehouse: 'text',
  carrier: 'text',
} as const satisfies Readonly<Record<keyof OrderFigures, string>>;

export const figureColumns = Object.keys(figureTypes) as readonly (keyof OrderFigures)[]; // the keys are written out above

/** Commands count while nothing had left when they were asked for: afterwards nothing can take effect. */
function stopOf(twin: TwinState): Pick<OrderFigures, 'stop_at' | 'stop_taken'> {
  const out = firstOutbound(twin) ?? Infinity;
  const stops = Object.values(twin.stops).flatMap((stop) => {
    const at = stop.proposedAt ?? stop.answeredAt;
    return at === undefined || at >= out ? [] : [{ ...stop, at }];
  });
  if (stops.length === 0 || twin.paidAt === undefined) return { stop_at: null, stop_taken: null };
  const isAnswered = stops.every((stop) => stop.answeredAt !== undefined);
  // A parcel that left after the order was cancelled was not stopped, whatever was promised.
  const broken = twin.conflict !== undefined || stops.some((stop) => stop.declined !== undefined);
  return { stop_at: least(stops.map((stop) => stop.at)), stop_taken: isAnswered ? !broken : null };
}

function troublesOf(twin: TwinState): readonly Millis[] {
  return [
    twin.short?.at,
    twin.sourcingFailed?.at,
    twin.conflict?.at,
    ...Object.values(twin.parts).map((part) => part.refusedAt),
    ...Object.values(twin.holds).map((hold) => hold.placedAt),
    ...Object.values(twin.stops).map((stop) => (stop.declined === undefined ? undefined : stop.answeredAt)),
    ...Object.values(twin.parcels).map((parcel) =>
      parcel.cardRefusal === undefined || parcel.cardRefusal === 'NO_CONTACT' ? undefined : parcel.outboundAt,
    ),
  ].filter((at) => at !== undefined);
}

function least(times: readonly Millis[]): Millis | null {
  return times.length === 0 ? null : Math.min(...times);
}

/** The last of them, once all are there. */
function allOf(times: readonly (Millis | undefined)[]): Millis | null {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 || known.length < times.length ? null : Math.max(...known);
}
