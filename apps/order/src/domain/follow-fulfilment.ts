import { advance } from './clear-order.ts';
import { placeHold } from './hold-order.ts';
import { unchanged, type Outcome } from './order-events.ts';
import { isLive, outboundProgress, unplacedLines, type LineUnits, type Order, type Part, type PartLine } from './order.ts';

/** Gates 3 and 4: warehouses are decided. A decision of before the last clearance is stale. */
export function takeSourcing(
  order: Order,
  decision: {
    readonly parts: readonly { readonly fulfilmentOrderId: string; readonly warehouseId: string; readonly lines: readonly LineUnits[] }[];
    readonly decidedAt: Date;
  },
): Outcome {
  const isStale = order.clearance.round > 1 && order.clearance.at !== undefined && decision.decidedAt < order.clearance.at;
  const stands = order.clearance.stands && !isStale;
  const parts = new Map(order.parts.map((part) => [part.fulfilmentOrderId, part]));
  for (const { fulfilmentOrderId, warehouseId, lines: units } of decision.parts) {
    const before = parts.get(fulfilmentOrderId);
    // Known by its claim or by this news told before: a claim that came first did not say what it was of.
    if (before !== undefined && before.lines.length > 0) continue;
    const lines = units.map(({ lineNo, quantity }): PartLine => ({ lineNo, quantity, shipped: 0 }));
    parts.set(
      fulfilmentOrderId,
      before === undefined
        ? { fulfilmentOrderId, warehouseId, lines, outBizCodes: [], state: stands ? 'SOURCED' : 'STALE' }
        : { ...before, warehouseId, lines },
    );
  }
  const isNews = [...parts.values()].some((part) => !order.parts.includes(part));
  const sourced = isNews ? { ...order, parts: [...parts.values()] } : order;
  // Told again after its parts were refused or stopped, it sources nothing.
  const named = new Set(decision.parts.map(({ fulfilmentOrderId }) => fulfilmentOrderId));
  const sources = sourced.parts.some((part) => named.has(part.fulfilmentOrderId) && part.state === 'SOURCED');
  return unchanged(stands && sources ? advance(sourced, 'source') : sourced);
}

/** No warehouse, or nobody who takes it: it stays locked, and a person or the next decision goes on. */
export function failSourcing(order: Order): Outcome {
  return unchanged(order.status === 'SOURCED' ? advance(order, 'take back') : order);
}

/** The warehouse does not take it; fulfilment decides anew by itself. */
export function refusePart(order: Order, fulfilmentOrderId: string): Outcome {
  const part = order.parts.find((one) => one.fulfilmentOrderId === fulfilmentOrderId);
  if (part === undefined || !isLive(part) || part.state === 'OUTBOUND') return unchanged(order);
  const refused = replacePart(order, { ...part, state: 'REFUSED' });
  const remain = refused.parts.some((one) => isLive(one) && one.state !== 'SOURCED');
  return unchanged(remain || order.status === 'STOPPING' ? refused : advance(refused, 'take back'));
}

export interface OutboundNews {
  readonly fulfilmentOrderId: string;
  readonly warehouseId: string;
  readonly outBizCode: string;
  readonly shipped: readonly LineUnits[];
  readonly final: boolean;
  readonly at: Date;
}

/** Goods left. Each confirmation of a warehouse counts once; the fact stands whatever the order was (C-17). */
export function takeOutbound(order: Order, news: OutboundNews): Outcome {
  const before = order.parts.find((one) => one.fulfilmentOrderId === news.fulfilmentOrderId) ?? unknownPart(news);
  if (before.outBizCodes.includes(news.outBizCode)) return unchanged(order);
  const part: Part = {
    ...before,
    state: news.final ? 'OUTBOUND' : before.state === 'STOPPED' || before.state === 'STALE' ? before.state : 'ACCEPTED',
    lines: addShipped(before.lines, news.shipped),
    outBizCodes: [...before.outBizCodes, news.outBizCode],
  };
  const shipped = { ...replacePart(order, part), firstOutboundAt: order.firstOutboundAt ?? news.at };
  const { started, complete } = outboundProgress(shipped);
  const gone = started ? advance(shipped, complete ? 'ship all' : 'ship part') : shipped;
  // The last signature may have overtaken the outbound.
  return unchanged(gone.signedAt === undefined ? gone : advance(gone, 'sign'));
}

/** Every parcel is signed. */
export function signOrder(order: Order, at: Date): Outcome {
  return unchanged(order.signedAt === undefined ? advance({ ...order, signedAt: at }, 'sign') : order);
}

/** A warehouse broke its word; what has not left yet must not follow before a person looked. */
export function takeConflict(order: Order, conflict: { readonly holdId: string; readonly kind: string; readonly now: Date }): Outcome {
  const isHeld = order.holds.some((hold) => hold.releasedAt === undefined && hold.reason === 'CONFLICT');
  const somethingWaits =
    order.status !== 'SIGNED' && (unplacedLines(order).length > 0 || order.parts.some((part) => part.state === 'SOURCED'));
  if (isHeld || !somethingWaits) return unchanged(order);
  return placeHold({
    id: conflict.holdId,
    reason: 'CONFLICT',
    by: { kind: 'RULE', name: 'warehouse-conflict' },
    note: conflict.kind,
    now: conflict.now,
  })(order);
}

function addShipped(lines: readonly PartLine[], shipped: readonly LineUnits[]): readonly PartLine[] {
  const planned = lines.map((line) => ({
    ...line,
    shipped: line.shipped + (shipped.find((one) => one.lineNo === line.lineNo)?.quantity ?? 0),
  }));
  const unplanned = shipped.filter((one) => !lines.some((line) => line.lineNo === one.lineNo));
  return [...planned, ...unplanned.map((one) => ({ lineNo: one.lineNo, quantity: 0, shipped: one.quantity }))];
}

function replacePart(order: Order, part: Part): Order {
  const others = order.parts.filter((one) => one.fulfilmentOrderId !== part.fulfilmentOrderId);
  return { ...order, parts: [...others, part] };
}

function unknownPart(news: OutboundNews): Part {
  return { fulfilmentOrderId: news.fulfilmentOrderId, warehouseId: news.warehouseId, state: 'ACCEPTED', lines: [], outBizCodes: [] };
}
