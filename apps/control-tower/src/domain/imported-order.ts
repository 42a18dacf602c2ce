import { emptyTwin, type ImportedState, type ParcelState, type TwinState } from './twin-state.ts';

/** Imported rows stand behind the last gate: no count of a gate and no clock ever sees them. */
export const NO_GATE = 8;

export type ImportedOrderState = 'UNPAID' | 'TO_SHIP' | 'HELD' | 'SHIPPED' | 'DONE' | 'CLOSED';

export interface ImportedOrder {
  readonly importId: string;
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
  readonly state: string;
  readonly createdAt: Date | undefined;
  readonly paidAt: Date | undefined;
  readonly shippedAt: Date | undefined;
  readonly doneAt: Date | undefined;
  readonly promisedShipAt: Date | undefined;
  readonly paidMinor: bigint;
  readonly refund: string;
  readonly maskedName: string;
  readonly maskedPhone: string;
  readonly district: string;
  readonly phoneIndex: string;
  readonly phoneTailIndex: string;
  readonly quantity: number;
  readonly skus: readonly string[];
  readonly trackingNumbers: readonly string[];
  readonly carrier: string;
}

/** Not a hub id: such an order never was in the flow. */
export function importedId(shopId: string, platformOrderNo: string): string {
  return `IM.${shopId}.${platformOrderNo}`;
}

const statuses: Readonly<Record<ImportedOrderState, ImportedState['status']>> = {
  UNPAID: 'AWAITING_PAYMENT',
  TO_SHIP: 'OPEN',
  HELD: 'HELD',
  SHIPPED: 'OUTBOUND',
  DONE: 'SIGNED',
  CLOSED: 'CANCELLED',
};

export function importedTwin(order: ImportedOrder): TwinState {
  return {
    ...emptyTwin(importedId(order.shopId, order.platformOrderNo)),
    channel: order.channel,
    shopId: order.shopId,
    platformOrderNo: order.platformOrderNo,
    maskedName: order.maskedName,
    maskedPhone: order.maskedPhone,
    district: order.district,
    phoneIndex: order.phoneIndex,
    phoneTailIndex: order.phoneTailIndex,
    paidMinor: order.paidMinor.toString(),
    quantity: order.quantity,
    skus: order.skus,
    ...timed('placedAt', order.createdAt),
    ...timed('paidAt', order.paidAt),
    ...timed('promisedShipAt', order.promisedShipAt),
    parcels: parcelsOf(order),
    imported: { importId: order.importId, status: statusOf(order) },
  };
}

function statusOf(order: ImportedOrder): ImportedState['status'] {
  if (isState(order.state)) return statuses[order.state];
  // A list of lines without states: the times say how far it was.
  if (order.doneAt !== undefined) return 'SIGNED';
  if (order.shippedAt !== undefined || order.trackingNumbers.length > 0) return 'OUTBOUND';
  return order.paidAt === undefined ? 'AWAITING_PAYMENT' : 'OPEN';
}

function isState(text: string): text is ImportedOrderState {
  return Object.hasOwn(statuses, text);
}

function parcelsOf(order: ImportedOrder): Readonly<Record<string, ParcelState>> {
  return Object.fromEntries(
    order.trackingNumbers.map((trackingNumber) => [
      trackingNumber,
      {
        trackingNumber,
        ...(order.carrier === '' ? {} : { carrier: order.carrier }),
        ...timed('outboundAt', order.shippedAt),
        ...timed('signedAt', order.doneAt),
      },
    ]),
  );
}

function timed<K extends string>(key: K, at: Date | undefined): Partial<Record<K, number>> {
  return at === undefined ? {} : ({ [key]: at.getTime() } as Partial<Record<K, number>>); // one known key
}
