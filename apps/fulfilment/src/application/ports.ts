import type { PricedLine, Amounts } from '../domain/clearance.ts';
import type { Confirmation } from '../domain/outbound.ts';
import type { CarrierNode } from '../domain/route.ts';
import type { NewEvent } from '@orderloom/contracts';
import type { Pool } from 'pg';
import type { Tx } from '@orderloom/outbox';
import type { NewRaw } from '@orderloom/raw-archive';
import type { Logger } from '@orderloom/service-runtime';

export type { Tx };

/** What every ability needs of its surroundings. */
export interface Base {
  readonly pool: Pool;
  readonly now: () => Date;
  readonly log: Logger;
  append(tx: Tx, events: readonly NewEvent[]): Promise<void>;
  /** Keeps bodies of calls, sealed. */
  saveRaws(on: Pick<Tx, 'query'>, raws: readonly NewRaw[]): Promise<unknown>;
}

/** Personal data in memory only: it goes into one call and nowhere else. */
export interface OpenedRecipient {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly town: string;
  readonly detail: string;
  readonly buyerRemark: string;
  readonly platformAddressToken: string;
}

export interface Sender {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly detail: string;
}

export interface DeliveryOrder {
  readonly fulfilmentOrderId: string;
  readonly orderId: string;
  readonly warehouseId: string;
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
  readonly carrier: string;
  /** Known only where numbers are fetched before packing. */
  readonly trackingNumber: string;
  readonly urgent: boolean;
  readonly split: boolean;
  readonly placedAt: Date;
  readonly paidAt: Date | undefined;
  readonly amounts: Amounts;
  readonly lines: readonly PricedLine[];
  readonly sender: Sender;
  readonly recipient: OpenedRecipient;
}

export type CreateOutcome =
  | { readonly kind: 'ACCEPTED'; readonly wmsOrderId: string }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly reason: string }
  | { readonly kind: 'UNKNOWN'; readonly reason: string };

/** Bodies that are kept by who makes the call, in the transaction that notes it. */
export interface CreateAnswer {
  /** None when nothing came back. */
  readonly raw: NewRaw | undefined;
  readonly rawRef: string;
  readonly outcomes: ReadonlyMap<string, CreateOutcome>;
}

/** A call that is built and not yet made. */
export interface CreateCall {
  readonly raw: NewRaw;
  /** Throws OutboundUnavailable when no answer came at all. */
  send(): Promise<CreateAnswer>;
}

export interface CancelAnswer {
  readonly rawRef: string;
  readonly stopped: boolean;
  /** The WMS's own. */
  readonly reason: string;
}

/** As `CreateCall`. */
export interface CancelCall {
  readonly raw: NewRaw;
  /** Throws OutboundUnavailable when no answer came at all, and `read` where it says nothing. */
  send(): Promise<{ readonly raw: NewRaw; read(): CancelAnswer }>;
}

export interface WmsState {
  /** The WMS's own status, e.g. ACCEPT, CANCELED, DELIVERED. */
  readonly status: string;
  readonly wmsOrderId: string;
  /** What left, when something did. */
  readonly confirmation: Confirmation | undefined;
}

/** Names a fulfilment order towards its WMS. */
export interface WmsReference {
  readonly fulfilmentOrderId: string;
  readonly warehouseId: string;
  readonly wmsOrderId: string;
}

export interface CountedSku {
  readonly sku: string;
  readonly quantity: number;
  readonly frozen: number;
}

/** A WMS. Every call throws OutboundUnavailable when the outcome is unknown. */
export interface WarehouseLink {
  /** Up to 50 delivery orders of one warehouse. */
  prepareCreate(orders: readonly DeliveryOrder[]): CreateCall;
  prepareCancel(reference: WmsReference & { readonly reason: string }): CancelCall;
  /** Undefined state: the WMS does not know it. */
  query(reference: WmsReference): Promise<{ readonly rawRef: string; readonly state: WmsState | undefined }>;
  countStock(warehouseId: string): Promise<{ readonly rawRef: string; readonly items: readonly CountedSku[] }>;
}

export interface WaybillWish {
  readonly parcelId: string;
  /** Null to get a fresh number. */
  readonly broughtNumber: string | null;
  readonly service: string;
  readonly weightGrams: number;
  readonly lines: readonly { readonly title: string; readonly quantity: number }[];
  readonly sender: Sender;
  readonly recipient: OpenedRecipient;
}

export type WaybillOutcome =
  | { readonly kind: 'NUMBERED'; readonly trackingNumber: string }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly reason: string };

/** A carrier. Every call throws OutboundUnavailable when the outcome is unknown; asking again with the same parcel is safe. */
export interface CarrierLink {
  createOrder(wish: WaybillWish): Promise<{ readonly rawRef: string; readonly outcome: WaybillOutcome }>;
  routes(trackingNumbers: readonly string[]): Promise<{ readonly rawRef: string; readonly nodes: readonly CarrierNode[] }>;
}

/** Hours that the weather at a place adds; 0 when calm, unknown or late. Never throws. */
export interface Weather {
  delayHours(adcode: string): Promise<number>;
}
