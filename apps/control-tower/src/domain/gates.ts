import { judgedOf } from './judged.ts';
import type { GateThresholds } from './thresholds.ts';
import {
  liveParts,
  openConflict,
  openHolds,
  openStop,
  toldAt,
  type Millis,
  type ParcelState,
  type PartState,
  type TwinState,
} from './twin-state.ts';

export const gateNames = [
  'PAYMENT_CONFIRMED',
  'STOCK_LOCKED',
  'WAREHOUSE_DECIDED',
  'CARRIER_CHOSEN',
  'EXCEPTIONS_CLEARED',
  'SHIPMENT_CHECKED',
  'AFTER_SALES_LINKED',
] as const;
export type GateName = (typeof gateNames)[number];

/** One gate as the facts stand; `stuckAt` is the moment from which it counts as stuck while it is not passed. */
export interface Gate {
  readonly gate: number;
  readonly name: GateName;
  readonly plannedAt?: Millis;
  readonly passedAt?: Millis;
  readonly stuckAt?: Millis;
  readonly owner: string;
  readonly parts: number;
  readonly passedParts: number;
  /** A hold or an open stop: what comes before this gate and is not done waits for it, not for its own owner. */
  readonly blocks: boolean;
}

export const gateOwners: Readonly<Record<GateName, string>> = {
  PAYMENT_CONFIRMED: 'channel-operations',
  STOCK_LOCKED: 'inventory-planner',
  WAREHOUSE_DECIDED: 'sourcing',
  CARRIER_CHOSEN: 'logistics',
  EXCEPTIONS_CLEARED: 'operations',
  SHIPMENT_CHECKED: 'warehouse-keeper',
  AFTER_SALES_LINKED: 'customer-service',
};

/** The seven gates of product.md, computed from facts and thresholds alone. A gate is passed when all its parts are. */
export function gatesOf(twin: TwinState, thresholds: GateThresholds): readonly Gate[] {
  const judged = judgedOf(twin, thresholds);
  return (judged.gates ??= judgeGates(twin, thresholds));
}

function judgeGates(twin: TwinState, thresholds: GateThresholds): readonly Gate[] {
  const parts = liveParts(twin);
  const decided = warehouse(twin, parts, thresholds);
  const chosen = carrier(twin, parts, decided, thresholds);
  const checked = shipment(twin, parts, thresholds);
  return [
    payment(twin),
    stock(twin, thresholds),
    decided,
    chosen,
    exceptions(twin, parts, chosen, thresholds),
    checked,
    afterSales(twin, checked, thresholds),
  ];
}

type Parts = ReturnType<typeof liveParts>;

/** Number of the first gate that is not passed; 8 when all are. A hold is shown at its own gate as soon as it blocks: once stock is locked. */
export function currentGate(gates: readonly Gate[]): number {
  const first = gates.find((gate) => gate.passedAt === undefined)?.gate ?? 8;
  const blocking = gates.find((gate) => gate.blocks)?.gate ?? 0;
  return first > 2 && first < blocking ? blocking : first;
}

function payment(twin: TwinState): Gate {
  return gate(1, { plannedAt: twin.placedAt, passedAt: twin.paidAt });
}

function stock(twin: TwinState, t: GateThresholds): Gate {
  return gate(2, {
    plannedAt: after(twin.paidAt, t.lockPlanned),
    passedAt: twin.reservedAt,
    stuckAt: after(twin.paidAt, t.lockStuck),
  });
}

function warehouse(twin: TwinState, parts: Parts, t: GateThresholds): Gate {
  const decided = parts.filter(([, part]) => part.warehouseId !== undefined && part.refusedAt === undefined);
  const failed = twin.sourcingFailed !== undefined && twin.sourcingFailed.at >= (twin.sourcedAt ?? 0) ? twin.sourcingFailed.at : undefined;
  const passed = parts.length > 0 && decided.length === parts.length && failed === undefined;
  const passedAt = passed ? highest(decided.map(([, part]) => part.decidedAt ?? part.sentAt ?? part.outboundAt)) : undefined;
  const since = resumedAt(twin, twin.reservedAt, passedAt);
  return gate(3, {
    plannedAt: after(since, t.sourcePlanned),
    passedAt,
    // With no candidate left, waiting changes nothing: it is stuck from that moment on.
    stuckAt: failed ?? after(since, t.sourceStuck),
    parts: parts.length,
    passedParts: decided.length,
  });
}

function carrier(twin: TwinState, parts: Parts, before: Gate, t: GateThresholds): Gate {
  const chosen = parts.filter(([id, part]) => Boolean(part.carrier) || parcelsOf(twin, id).some((parcel) => Boolean(parcel.carrier)));
  return gate(4, {
    plannedAt: after(before.passedAt, t.carrierPlanned),
    passedAt: before.passedAt !== undefined && chosen.length === parts.length ? before.passedAt : undefined,
    stuckAt: after(before.passedAt, t.carrierStuck),
    parts: parts.length,
    passedParts: chosen.length,
  });
}

function exceptions(twin: TwinState, parts: Parts, before: Gate, t: GateThresholds): Gate {
  const accepted = parts.filter(([, part]) => part.acceptedAt !== undefined || part.outboundAt !== undefined);
  const hold = openHolds(twin)[0];
  const stop = openStop(twin);
  const refusedAt = highest(parts.map(([, part]) => part.refusedAt));
  const isClear =
    hold === undefined && stop === undefined && parts.length > 0 && accepted.length === parts.length && refusedAt === undefined;
  const releases = Object.values(twin.holds).map((one) => one.releasedAt);
  const passedAt =
    before.passedAt !== undefined && isClear
      ? highest([
          ...accepted.map(([, part]) => part.acceptedAt ?? part.outboundAt),
          ...releases.filter((at) => at !== undefined && at <= (firstOutbound(twin) ?? Infinity)),
        ])
      : undefined;
  const since = resumedAt(twin, before.passedAt, passedAt);
  return gate(5, {
    plannedAt: hold?.dueAt ?? after(since, t.acceptPlanned),
    passedAt,
    stuckAt: refusedAt ?? hold?.dueAt ?? after(stop?.proposedAt, t.acceptStuck) ?? after(since, t.acceptStuck),
    owner: hold?.owner,
    parts: parts.length,
    passedParts: accepted.length,
    blocks: hold !== undefined || stop !== undefined,
  });
}

/** Nobody can be late while a hold or a stop keeps the order: the clock of a gate begins anew when it was let go. */
function resumedAt(twin: TwinState, begin: Millis | undefined, passedAt: Millis | undefined): Millis | undefined {
  if (begin === undefined) return undefined;
  const letGo = [...Object.values(twin.holds).map((hold) => hold.releasedAt), ...Object.values(twin.stops).map((stop) => stop.answeredAt)];
  return highest([begin, ...letGo.filter((at) => at !== undefined && at <= (passedAt ?? Infinity))]);
}

function shipment(twin: TwinState, parts: Parts, t: GateThresholds): Gate {
  const promise = twin.promisedShipAt ?? after(twin.paidAt, t.defaultPromise);
  const conflictAt = openConflict(twin)?.at;
  // A person who decided the conflict has checked what left.
  const isDecided = twin.conflict !== undefined && conflictAt === undefined;
  const checked = parts.filter(([id, part]) => isShippedAsOrdered(twin, id, part) || (isDecided && part.finalAt !== undefined));
  const passed = parts.length > 0 && checked.length === parts.length && conflictAt === undefined;
  return gate(6, {
    plannedAt: after(promise, -t.carrierCutOff),
    passedAt: passed
      ? highest([
          ...checked.map(([, part]) => part.finalAt),
          ...Object.values(twin.parcels).map((parcel) => parcel.numberedAt),
          twin.conflictDecidedAt,
        ])
      : undefined,
    stuckAt: conflictAt ?? after(promise, -t.shipStuckBeforePromise),
    parts: parts.length,
    passedParts: checked.length,
  });
}

function isShippedAsOrdered(twin: TwinState, partId: string, part: PartState): boolean {
  const parcels = parcelsOf(twin, partId);
  return shipsAsPlanned(part) && parcels.length > 0 && parcels.every((parcel) => parcel.trackingNumber !== undefined);
}

/** To the unit of each SKU: too many is as wrong as too few. */
export function shipsAsPlanned(part: PartState): boolean {
  const planned = part.plannedUnits ?? {};
  const confirmations = Object.values(part.shippedUnits ?? {});
  const skus = new Set([...Object.keys(planned), ...confirmations.flatMap((units) => Object.keys(units))]);
  const shipped = (sku: string): number => confirmations.reduce((sum, units) => sum + (units[sku] ?? 0), 0);
  return part.finalAt !== undefined && [...skus].every((sku) => shipped(sku) === (planned[sku] ?? 0));
}

function afterSales(twin: TwinState, before: Gate, t: GateThresholds): Gate {
  const parcels = Object.values(twin.parcels).filter((parcel) => parcel.outboundAt !== undefined);
  const linked = parcels.filter((parcel) => toldAt(parcel, twin) !== undefined && parcel.firstNodeAt !== undefined);
  const out = firstOutbound(twin);
  const hasCards = parcels.every((parcel) => toldAt(parcel, twin) !== undefined);
  return gate(7, {
    plannedAt: after(out, t.cardPlanned),
    passedAt:
      before.passedAt !== undefined && linked.length === parcels.length
        ? highest(linked.flatMap((parcel) => [toldAt(parcel, twin), parcel.firstNodeAt]))
        : undefined,
    stuckAt: hasCards ? after(out, t.firstNodeStuck) : after(out, t.cardStuck),
    parts: parcels.length,
    passedParts: linked.length,
  });
}

export function firstOutbound(twin: TwinState): Millis | undefined {
  return lowest(Object.values(twin.parts).map((part) => part.outboundAt));
}

function parcelsOf(twin: TwinState, partId: string): readonly ParcelState[] {
  return Object.values(twin.parcels).filter((parcel) => parcel.partId === partId);
}

function gate(
  number: number,
  facts: {
    readonly plannedAt?: Millis | undefined;
    readonly passedAt?: Millis | undefined;
    readonly stuckAt?: Millis | undefined;
    readonly owner?: string | undefined;
    readonly parts?: number;
    readonly passedParts?: number;
    readonly blocks?: boolean;
  },
): Gate {
  const name = gateNames[number - 1] ?? 'PAYMENT_CONFIRMED';
  return {
    gate: number,
    name,
    owner: facts.owner ?? gateOwners[name],
    parts: facts.parts ?? 1,
    passedParts: facts.passedParts ?? (facts.passedAt === undefined ? 0 : 1),
    blocks: facts.blocks ?? false,
    ...(facts.plannedAt === undefined ? {} : { plannedAt: facts.plannedAt }),
    ...(facts.passedAt === undefined ? {} : { passedAt: facts.passedAt }),
    ...(facts.stuckAt === undefined ? {} : { stuckAt: facts.stuckAt }),
  };
}

function after(time: Millis | undefined, span: number): Millis | undefined {
  return time === undefined ? undefined : time + span;
}

function highest(times: readonly (Millis | undefined)[]): Millis | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function lowest(times: readonly (Millis | undefined)[]): Millis | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
