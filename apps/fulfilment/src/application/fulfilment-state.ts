import type { NewEvent } from '@orderloom/contracts';
import type { Clearance } from '../domain/clearance.ts';
import { fulfilmentOrderLifecycle, type FulfilmentStatus } from '../domain/fulfilment-order.ts';
import type { Move, NewFulfilment } from './sourcing-stores.ts';

export type Allocation = 'ASKED' | 'GRANTED' | 'REFUSED';
export type Sending = 'NOT' | 'SENDING' | 'UNKNOWN' | 'ANSWERED';
type Deed = (typeof fulfilmentOrderLifecycle.deeds)[number];

export interface LineState {
  readonly lineNo: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  shipped: number;
  readonly unitPriceFen: bigint;
  readonly paidShareFen: bigint;
}

export interface ParcelState {
  readonly id: string;
  carrier: string;
  trackingNumber: string | null;
  /** ANNOUNCING: the warehouse brought the number, and the carrier has not been told of it yet (C-04). */
  waybill: 'NOT_WANTED' | 'WANTED' | 'ANNOUNCING' | 'NUMBERED' | 'REFUSED';
  weightGrams: number;
  outboundAt: Date | null;
  rawRef: string;
  lines: readonly { readonly lineNo: string; readonly sku: string; readonly quantity: number }[];
  /** Made or changed in this batch. */
  touched: boolean;
}

/** One locked fulfilment order while a batch works on it. */
export interface FulfilmentState {
  readonly id: string;
  readonly orderId: string;
  readonly decisionId: string;
  readonly warehouseId: string;
  readonly carrier: string;
  readonly carrierService: string;
  status: FulfilmentStatus;
  allocation: Allocation;
  sending: Sending;
  readonly recipientToken: string;
  readonly contentHash: string;
  readonly freightFen: bigint;
  readonly raised: boolean;
  parkedReason: string;
  attempts: number;
  nextTryAt: Date;
  wmsOrderId: string;
  refusal: string | null;
  sentAt: Date | null;
  acceptedAt: Date | null;
  outboundAt: Date | null;
  lastNewsAt: Date;
  readonly createdAt: Date;
  readonly lines: LineState[];
  readonly parcels: ParcelState[];
  readonly confirmations: Set<string>;
  /** What the order was cleared with last. */
  readonly clearance: Clearance;
}

/** A fulfilment order as its plan has just been written. */
export function plannedState(part: NewFulfilment, clearance: Clearance, now: Date): FulfilmentState {
  return {
    ...part,
    status: 'PLANNED',
    allocation: 'ASKED',
    sending: 'NOT',
    parkedReason: '',
    attempts: 0,
    nextTryAt: now,
    wmsOrderId: '',
    refusal: null,
    sentAt: null,
    acceptedAt: null,
    outboundAt: null,
    lastNewsAt: now,
    createdAt: now,
    lines: part.lines.map((line) => ({ ...line, shipped: 0 })),
    parcels: [],
    confirmations: new Set(),
    clearance,
  };
}

/** Remembers the steps of a state before it is changed: its row is written only if it still has them. */
export function moveOf(state: FulfilmentState): Move {
  return { state, from: { status: state.status, sending: state.sending, allocation: state.allocation } };
}

/** What a batch leaves behind besides the changed states. */
export interface Effects {
  readonly events: NewEvent[];
  readonly releases: { fulfilmentOrderId: string; orderId: string; reason: string }[];
  /** Orders whose uncovered lines are to be sourced (again). */
  readonly resource: { orderId: string; excludeWarehouse: string; reason: string }[];
  readonly ended: { orderId: string; status: 'PARKED' | 'ENDED'; reason: string }[];
  readonly confirmations: { fulfilmentOrderId: string; outBizCode: string; rawRef: string }[];
  readonly stopParts: { fulfilmentOrderId: string; state: 'STOPPED' | 'DECLINED'; reason: string; rawRef: string }[];
}

export function noEffects(): Effects {
  return { events: [], releases: [], resource: [], ended: [], confirmations: [], stopParts: [] };
}

/** Adds what one state leaves behind to that of its batch. */
export function addEffects(to: Effects, from: Effects): void {
  to.events.push(...from.events);
  to.releases.push(...from.releases);
  to.resource.push(...from.resource);
  to.ended.push(...from.ended);
  to.confirmations.push(...from.confirmations);
  to.stopParts.push(...from.stopParts);
}

/** Moves a fulfilment order along the table. Throws DeedRefused. */
export function doDeed(state: FulfilmentState, deed: Deed): void {
  state.status = fulfilmentOrderLifecycle.next(state.status, deed);
}

export function mayDo(state: FulfilmentState, deed: Deed): boolean {
  return fulfilmentOrderLifecycle.allows(state.status, deed);
}

/** Nothing of it has left this house. */
export function isUnsent(state: FulfilmentState): boolean {
  return (state.status === 'PLANNED' || state.status === 'CLEARED') && state.sending === 'NOT';
}

/** It may be at the warehouse; nobody has said so yet. */
export function isUnanswered(state: FulfilmentState): boolean {
  return state.sending === 'SENDING' || state.sending === 'UNKNOWN';
}

/** Free text of others may quote a phone: long digit runs of that shape are masked before it is kept. */
export function safeText(text: string): string {
  return text.replace(/(?<!\d)(?:\+?86)?1\d{10}(?!\d)/g, '***').slice(0, 200);
}
