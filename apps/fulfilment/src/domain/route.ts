/** The twelve kinds of carrier node (FUL-04). */
export type NodeKind =
  | 'ORDERED'
  | 'PICKED_UP'
  | 'LOADED'
  | 'DEPARTED'
  | 'ARRIVED'
  | 'IN_TRANSIT'
  | 'AT_STATION'
  | 'OUT_FOR_DELIVERY'
  | 'DELIVERY_FAILED'
  | 'SIGNED'
  | 'RETURNING'
  | 'EXCEPTION';

/** How far a parcel is; a node never takes it back. */
export const progressOf: Readonly<Record<NodeKind, number>> = {
  ORDERED: 0,
  EXCEPTION: 0,
  PICKED_UP: 1,
  IN_TRANSIT: 2,
  LOADED: 2,
  DEPARTED: 2,
  ARRIVED: 2,
  AT_STATION: 3,
  OUT_FOR_DELIVERY: 4,
  DELIVERY_FAILED: 4,
  RETURNING: 5,
  SIGNED: 6,
};

/** A node as the carrier told it. */
export interface CarrierNode {
  /** The carrier's id of the node; the dedupe key. */
  readonly nodeId: string;
  readonly trackingNumber: string;
  /** Our parcel id where the carrier repeats it. */
  readonly parcelId: string;
  readonly kind: NodeKind;
  readonly opCode: string;
  readonly place: string;
  readonly reachedAt: Date;
}

/** The progress after some nodes in any order. */
export function furthest(before: number, kinds: readonly NodeKind[]): number {
  return Math.max(before, ...kinds.map((kind) => progressOf[kind]));
}
