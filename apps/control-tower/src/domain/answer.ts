import type { Gate } from './gates.ts';
import { currentGate, firstOutbound } from './gates.ts';
import { liveParts, openConflict, openHolds, openStop, toldAt, type Millis, type TwinState } from './twin-state.ts';

/** A sentence as a code and its values; the reader puts it into words of its language. Times are epoch milliseconds. */
export interface Phrase {
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** The one sentence of an order: where it is, why, and what comes next. Made from facts alone. */
export function answerOf(twin: TwinState, gates: readonly Gate[], now: Millis): Phrase {
  const paid = twin.paidAt ?? 0;
  if (twin.imported !== undefined)
    return phrase('IMPORTED', { status: twin.imported.status, ...(twin.placedAt === undefined ? {} : { placed: twin.placedAt }) });
  const conflict = openConflict(twin);
  if (conflict !== undefined) return phrase('CONFLICT', { at: conflict.at, kind: conflict.kind, detail: conflict.detail });
  if (twin.cancelled !== undefined) return phrase('CANCELLED', { at: twin.cancelled.at, reason: twin.cancelled.reason });
  const delivery = deliveryPhrase(twin);
  if (delivery !== undefined) return delivery;
  const stop = openStop(twin);
  if (stop !== undefined) return phrase('STOPPING', { since: stop.proposedAt ?? 0, reason: stop.reason ?? '', paid });
  const hold = openHolds(twin)[0];
  if (hold !== undefined) {
    return phrase('HELD', {
      paid,
      reason: hold.reason ?? '',
      owner: hold.owner ?? '',
      ...(hold.dueAt === undefined ? {} : { due: hold.dueAt }),
    });
  }
  return gatePhrase(twin, gates, now);
}

/** Why the order does not move, or undefined while it does. */
export function stuckReason(twin: TwinState, gates: readonly Gate[], now: Millis): Phrase | undefined {
  if (twin.cancelled !== undefined) return undefined;
  const conflict = openConflict(twin);
  if (conflict !== undefined) return phrase('CONFLICT', { kind: conflict.kind, detail: conflict.detail });
  const current = gates[currentGate(gates) - 1];
  if (current?.stuckAt === undefined || current.stuckAt > now) return undefined;
  const refused = Object.values(twin.parcels).find((parcel) => toldAt(parcel, twin) === undefined && parcel.cardRefusal !== undefined);
  if (current.gate === 7 && refused !== undefined) return phrase('NO_CARD', { reason: refused.cardRefusal ?? '', since: current.stuckAt });
  const told = gatePhrase(twin, gates, now);
  return told.code === 'AT_GATE' ? phrase('OVERDUE', { gate: current.gate, since: current.stuckAt, owner: current.owner }) : told;
}

function gatePhrase(twin: TwinState, gates: readonly Gate[], now: Millis): Phrase {
  const current = gates[currentGate(gates) - 1];
  const paid = twin.paidAt ?? 0;
  if (twin.paidAt === undefined) return phrase('AWAITING_PAYMENT', { placed: twin.placedAt ?? 0 });
  if (current?.gate === 2 && twin.short !== undefined) {
    return phrase('SHORT', { paid, sku: twin.short.sku, wanted: twin.short.wanted, available: twin.short.available });
  }
  const failed = twin.sourcingFailed;
  if (current?.gate === 3 && failed !== undefined && failed.at >= (twin.sourcedAt ?? 0)) {
    return phrase('SOURCING_FAILED', { paid, reason: failed.reason, detail: failed.detail });
  }
  const refused = liveParts(twin).find(([, part]) => part.refusedAt !== undefined && part.acceptedAt === undefined);
  if (refused !== undefined)
    return phrase('WAREHOUSE_REFUSED', { paid, warehouse: refused[1].warehouse ?? '', reason: refused[1].refusal ?? '' });
  if (current === undefined) return phrase('ALL_PASSED', { paid });
  if (current.stuckAt !== undefined && current.stuckAt <= now) {
    return phrase('STUCK_AT_GATE', { paid, gate: current.gate, since: current.stuckAt, owner: current.owner });
  }
  const part = liveParts(twin).find(([, one]) => one.acceptedAt !== undefined);
  if (part !== undefined) {
    const due = current.plannedAt;
    return phrase('WITH_WAREHOUSE', {
      paid,
      warehouse: part[1].warehouse ?? '',
      step: part[1].step ?? 'ACCEPTED',
      ...(due === undefined ? {} : { due }),
    });
  }
  return phrase('AT_GATE', { paid, gate: current.gate, ...(current.plannedAt === undefined ? {} : { planned: current.plannedAt }) });
}

function deliveryPhrase(twin: TwinState): Phrase | undefined {
  const parcels = Object.values(twin.parcels).filter((parcel) => parcel.outboundAt !== undefined);
  const out = firstOutbound(twin);
  if (parcels.length === 0 || out === undefined) return undefined;
  if (parcels.every((parcel) => parcel.signedAt !== undefined)) {
    return phrase('SIGNED', { at: Math.max(...parcels.map((parcel) => parcel.signedAt ?? 0)), parcels: parcels.length });
  }
  const slowest = parcels.filter((parcel) => parcel.signedAt === undefined).toSorted((a, b) => (b.eta ?? 0) - (a.eta ?? 0))[0];
  return phrase('SHIPPED', {
    out,
    parcels: parcels.length,
    tracking: slowest?.trackingNumber ?? '',
    carrier: slowest?.carrier ?? '',
    place: slowest?.lastPlace ?? '',
    node: slowest?.lastNodeKind ?? '',
    ...(slowest?.eta === undefined ? {} : { eta: slowest.eta }),
  });
}

function phrase(code: string, parameters: Phrase['parameters']): Phrase {
  return { code, parameters };
}
