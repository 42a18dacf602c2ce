import { hasNoPlatform } from '@orderloom/domain-kernel';

/** Times are epoch milliseconds: the state is stored as JSON. */
export type Millis = number;

export type Units = Readonly<Record<string, number>>;

export interface PartState {
  readonly warehouseId?: string;
  readonly warehouse?: string;
  readonly carrier?: string;
  readonly decidedAt?: Millis;
  readonly sentAt?: Millis;
  readonly acceptedAt?: Millis;
  readonly refusedAt?: Millis;
  readonly refusal?: string;
  readonly step?: string;
  readonly outboundAt?: Millis;
  /** The warehouse said that nothing more follows for this part. */
  readonly finalAt?: Millis;
  readonly stoppedAt?: Millis;
  /** Units of each SKU that were to leave. */
  readonly plannedUnits?: Units;
  /** Units of each SKU that left, by the warehouse's own id of each confirmation. */
  readonly shippedUnits?: Readonly<Record<string, Units>>;
}

export interface ParcelState {
  readonly partId?: string;
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly outboundAt?: Millis;
  readonly numberedAt?: Millis;
  readonly dispatchedAt?: Millis;
  readonly eta?: Millis;
  readonly cardSentAt?: Millis;
  /** Code of the transport that would not take the card. */
  readonly cardRefusal?: string;
  /** When the channel was told the number; it shows it to the buyer. */
  readonly noticeSentAt?: Millis;
  readonly firstNodeAt?: Millis;
  readonly lastNodeAt?: Millis;
  readonly lastNodeKind?: string;
  readonly lastPlace?: string;
  readonly signedAt?: Millis;
}

export interface HoldState {
  readonly reason?: string;
  readonly owner?: string;
  readonly placedAt?: Millis;
  readonly dueAt?: Millis;
  readonly releasedAt?: Millis;
}

/** What a file told of an order that the hub never carried. */
export interface ImportedState {
  readonly importId: string;
  readonly status: 'AWAITING_PAYMENT' | 'OPEN' | 'HELD' | 'OUTBOUND' | 'SIGNED' | 'CANCELLED';
}

export interface StopState {
  readonly proposedAt?: Millis;
  readonly reason?: string;
  readonly answeredAt?: Millis;
  readonly declined?: string;
}

/**
 * All that the tower keeps of one order: only what facts said, in a form in which the order of their arrival does not matter.
 * Gates, status and answer are computed from it and never stored as truths of their own.
 */
export interface TwinState {
  readonly id: string;
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
  readonly maskedName: string;
  readonly maskedPhone: string;
  readonly district: string;
  readonly phoneIndex: string;
  readonly phoneTailIndex: string;
  readonly recipientAt?: Millis;
  readonly paidMinor: string;
  readonly currency: string;
  readonly quantity: number;
  /** Standard product codes of its lines. */
  readonly skus: readonly string[];
  readonly placedAt?: Millis;
  readonly receivedAt?: Millis;
  readonly promisedShipAt?: Millis;
  readonly paidAt?: Millis;
  readonly reservedAt?: Millis;
  readonly short?: { readonly at: Millis; readonly sku: string; readonly wanted: number; readonly available: number };
  readonly sourcedAt?: Millis;
  readonly sourcingFailed?: { readonly at: Millis; readonly reason: string; readonly detail: string };
  readonly parts: Readonly<Record<string, PartState>>;
  readonly parcels: Readonly<Record<string, ParcelState>>;
  readonly holds: Readonly<Record<string, HoldState>>;
  readonly stops: Readonly<Record<string, StopState>>;
  readonly cancelled?: { readonly at: Millis; readonly reason: string };
  readonly conflict?: { readonly at: Millis; readonly kind: string; readonly detail: string };
  /** When a person last decided a conflict; one that was raised before is settled. */
  readonly conflictDecidedAt?: Millis;
  readonly completedAt?: Millis;
  /** When the capture that counts reached the hub, and whether a push brought it. */
  readonly capturedAt?: Millis;
  readonly pushed?: boolean;
  /** The row is history from a file: at no gate, with no clock. */
  readonly imported?: ImportedState;
  /** A real order of which a file told too. */
  readonly importedFrom?: string;
  /** When the hub last recorded a fact of an outside system later than it may be (FUL-05). */
  readonly lateFactAt?: Millis;
}

export function emptyTwin(id: string): TwinState {
  return {
    id,
    channel: '',
    shopId: '',
    platformOrderNo: '',
    maskedName: '',
    maskedPhone: '',
    district: '',
    phoneIndex: '',
    phoneTailIndex: '',
    paidMinor: '0',
    currency: 'CNY',
    quantity: 0,
    skus: [],
    parts: {},
    parcels: {},
    holds: {},
    stops: {},
  };
}

/** Parts that still count: not stopped, and not refused by a warehouse or superseded before it was sent. */
export function liveParts(twin: TwinState): readonly (readonly [string, PartState])[] {
  const parts = Object.entries(twin.parts);
  return parts.filter(([id, part]) => {
    if (part.outboundAt !== undefined) return true;
    if (part.stoppedAt !== undefined) return false;
    // A part that no warehouse took, or ever saw, is replaced by what was decided after it.
    if (part.refusedAt === undefined && (part.sentAt !== undefined || part.acceptedAt !== undefined)) return true;
    return !parts.some(([otherId, other]) => otherId !== id && (other.decidedAt ?? 0) > (part.decidedAt ?? 0));
  });
}

export function openHolds(twin: TwinState): readonly HoldState[] {
  return Object.values(twin.holds)
    .filter((hold) => hold.placedAt !== undefined && hold.releasedAt === undefined)
    .toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
}

/** The conflict that still waits for a person's decision. */
export function openConflict(twin: TwinState): TwinState['conflict'] {
  return twin.conflict === undefined || twin.conflict.at <= (twin.conflictDecidedAt ?? -1) ? undefined : twin.conflict;
}

export function openStop(twin: TwinState): StopState | undefined {
  return Object.values(twin.stops).find((stop) => stop.proposedAt !== undefined && stop.answeredAt === undefined);
}

/**
 * When the customer was told of a parcel: by the card, or by the channel alone where no card can reach the buyer. Who sells without a
 * platform hears of the parcel when it is dispatched, and tells the buyer.
 */
export function toldAt(parcel: ParcelState, { channel }: Pick<TwinState, 'channel'>): Millis | undefined {
  if (parcel.cardSentAt !== undefined || parcel.cardRefusal !== 'NO_CONTACT') return parcel.cardSentAt;
  return hasNoPlatform(channel) ? parcel.dispatchedAt : parcel.noticeSentAt;
}
