import { currentGate, type Gate } from './gates.ts';
import { liveParts, openConflict, openHolds, toldAt, type TwinState } from './twin-state.ts';

/** Why an order does not move, or would not if its time ran out: independent of the clock. */
export type CauseReason = 'SHORT' | 'SOURCING_FAILED' | 'WAREHOUSE_REFUSED' | 'CONFLICT' | 'NO_CARD' | 'HELD' | 'OVERDUE';
export const causeReasons: readonly CauseReason[] = [
  'SHORT',
  'SOURCING_FAILED',
  'WAREHOUSE_REFUSED',
  'CONFLICT',
  'NO_CARD',
  'HELD',
  'OVERDUE',
];

export interface Cause {
  readonly reason: CauseReason;
  /** The product, the warehouse, the hold's reason; empty where it is about nothing. */
  readonly about: string;
}

/** The cause by which stuck orders are grouped; undefined for an order that has nothing before it. */
export function causeOf(twin: TwinState, gates: readonly Gate[]): Cause | undefined {
  const conflict = openConflict(twin);
  if (conflict !== undefined) return { reason: 'CONFLICT', about: conflict.kind };
  if (twin.cancelled !== undefined) return undefined;
  const hold = openHolds(twin)[0];
  if (hold !== undefined) return { reason: 'HELD', about: hold.reason ?? '' };
  const gate = currentGate(gates);
  if (gate === 2 && twin.short !== undefined) return { reason: 'SHORT', about: twin.short.sku };
  const failed = twin.sourcingFailed;
  if (gate === 3 && failed !== undefined && failed.at >= (twin.sourcedAt ?? 0)) return { reason: 'SOURCING_FAILED', about: failed.reason };
  const parts = liveParts(twin).map(([, part]) => part);
  const refused = parts.find((part) => part.refusedAt !== undefined && part.acceptedAt === undefined);
  if (refused !== undefined) return { reason: 'WAREHOUSE_REFUSED', about: refused.warehouse ?? '' };
  if (gate === 7) {
    const untold = Object.values(twin.parcels).find((parcel) => toldAt(parcel, twin) === undefined && parcel.cardRefusal !== undefined);
    if (untold !== undefined) return { reason: 'NO_CARD', about: untold.cardRefusal ?? '' };
    return { reason: 'OVERDUE', about: parts.find((part) => part.carrier !== undefined)?.carrier ?? '' };
  }
  if (gate > 7) return undefined;
  return { reason: 'OVERDUE', about: gate >= 4 ? (parts.find((part) => part.warehouse !== undefined)?.warehouse ?? '') : '' };
}

/** A cause as one text, by which a list selects the group again. */
export function causeText(cause: Cause): string {
  return `${cause.reason}|${cause.about}`;
}

export type FacetKind = 'channel' | 'shop' | 'warehouse' | 'carrier' | 'sku' | 'hold' | 'owner' | 'reason' | 'cause';

export function facet(kind: FacetKind, value: string): string {
  return `${kind}:${value}`;
}

/** Bytes that all facets of an order may take: they stand in indexes, of whose entries none may be larger than 2,704 bytes. */
const MOST_BYTES = 2_400;

/**
 * Everything by which lists select an order beside its plain keys. An order of more products than an index entry holds
 * (120 and more) is found by the first of them: without a row it would be found by none.
 */
export function facetsOf(twin: TwinState, gates: readonly Gate[]): readonly string[] {
  const parts = liveParts(twin).map(([, part]) => part);
  const holds = openHolds(twin);
  const cause = causeOf(twin, gates);
  const facets = [
    facet('channel', twin.channel),
    facet('shop', twin.shopId),
    ...parts.flatMap((part) =>
      [part.warehouseId, part.warehouse].flatMap((warehouse) => (warehouse ? [facet('warehouse', warehouse)] : [])),
    ),
    ...carriersOf(twin).map((carrier) => facet('carrier', carrier)),
    ...holds.flatMap((hold) => [facet('hold', hold.reason ?? ''), facet('owner', hold.owner ?? '')]),
    ...(cause === undefined ? [] : [facet('reason', cause.reason), facet('cause', causeText(cause))]),
    ...twin.skus.map((sku) => facet('sku', sku)),
  ];
  return thatFit([...new Set(facets)]).toSorted();
}

function thatFit(facets: readonly string[]): readonly string[] {
  // Three bytes are the most that a unit of a text takes, and nearly every order has far fewer.
  if (facets.reduce((most, one) => most + 8 + one.length * 3, 0) <= MOST_BYTES) return facets;
  let bytes = 0;
  // As Postgres keeps an element of an array: its length in four bytes, and its text in steps of four.
  return facets.filter((one) => (bytes += 4 + Math.ceil(Buffer.byteLength(one) / 4) * 4) <= MOST_BYTES);
}

export function carriersOf(twin: TwinState): readonly string[] {
  const named = [...liveParts(twin).map(([, part]) => part.carrier), ...Object.values(twin.parcels).map((parcel) => parcel.carrier)];
  return [...new Set(named.flatMap((carrier) => (carrier ? [carrier] : [])))];
}
