import type { Money } from '@orderloom/domain-kernel';
import type { OrderStatus } from './order-lifecycle.ts';

export type PlatformState = 'AWAITING_PAYMENT' | 'PAID' | 'PARTLY_SHIPPED' | 'SHIPPED' | 'COMPLETED' | 'CANCELLED';

/** What the hub may know of a recipient outside the vault. */
export interface Recipient {
  readonly token: string;
  readonly maskedName: string;
  readonly maskedPhone: string;
  readonly district: { readonly code: string; readonly province: string; readonly city: string; readonly county: string } | undefined;
  readonly coordinate: { readonly longitude: number; readonly latitude: number; readonly precision: string } | undefined;
  readonly phoneIndex: string;
  readonly phoneTailIndex: string;
  readonly addressVague: boolean;
}

export interface OrderLine {
  readonly lineNo: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly cancelledQuantity: number;
  readonly unitPrice: Money;
  readonly paidShare: Money;
  readonly gift: boolean;
  readonly coldChain: boolean;
}

export const holdReasons = [
  'REFUND_REQUESTED',
  'PERSON',
  'ADDRESS_CHANGE',
  'HIGH_VALUE',
  'VAGUE_ADDRESS',
  'ABNORMAL_PRICE',
  'CONFLICT',
] as const;
export type HoldReason = (typeof holdReasons)[number];

export interface Hold {
  readonly id: string;
  readonly reason: HoldReason;
  readonly owner: string;
  /** Chosen words of a person, or the figures that a rule saw. */
  readonly note: string;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly dueAt: Date | undefined;
  readonly releasedAt: Date | undefined;
  readonly releasedBy: string | undefined;
}

/** A quantity of one line. */
export interface LineUnits {
  readonly lineNo: string;
  readonly quantity: number;
}

export type StopScope = 'WHOLE_ORDER' | 'LINES' | 'AMENDMENT';

export interface StopProposal {
  readonly id: string;
  readonly scope: StopScope;
  readonly state: 'PROPOSED' | 'CONFIRMED' | 'DECLINED';
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly answeredAt: Date | undefined;
  readonly declineReason: string | undefined;
  /** Units that are to end; empty for the whole order and for an amendment. */
  readonly lines: readonly LineUnits[];
  /** Refunds that it settles. */
  readonly refundIds: readonly string[];
}

export interface Refund {
  readonly id: string;
  readonly kind: 'BEFORE_SHIPPING' | 'AFTER_SHIPPING' | 'RETURN';
  readonly state: 'REQUESTED' | 'AGREED' | 'WITHDRAWN' | 'COMPLETED' | 'NEEDS_PERSON';
  readonly wholeOrder: boolean;
  readonly lines: readonly LineUnits[];
  readonly amount: Money;
  readonly requestedAt: Date;
}

/** From CLAIMED on a warehouse has it or may have it; that it was sent and accepted decides nothing here, and is said by older rows alone. */
export type PartState = 'SOURCED' | 'CLAIMED' | 'SENT' | 'ACCEPTED' | 'REFUSED' | 'STALE' | 'STOPPED' | 'OUTBOUND';

/** The order's view of one fulfilment order. */
export interface Part {
  readonly fulfilmentOrderId: string;
  readonly warehouseId: string;
  readonly state: PartState;
  readonly lines: readonly PartLine[];
  /** Confirmations of the warehouse that were taken. */
  readonly outBizCodes: readonly string[];
}

export interface PartLine {
  readonly lineNo: string;
  readonly quantity: number;
  readonly shipped: number;
}

/** The hub's order: facts and decisions that the process needs. Values are replaced, never changed. */
export interface Order {
  readonly id: string;
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
  readonly system: string;
  readonly status: OrderStatus;
  readonly version: number;
  readonly platformVersion: bigint;
  readonly platformState: PlatformState;
  readonly recipient: Recipient;
  readonly buyerToken: string;
  readonly goodsAmount: Money;
  readonly discountAmount: Money;
  readonly freightAmount: Money;
  readonly paidAmount: Money;
  readonly submittedAt: Date | undefined;
  readonly platformCreatedAt: Date;
  readonly receivedAt: Date;
  readonly paidAt: Date | undefined;
  readonly promisedShipAt: Date | undefined;
  readonly timeClass: 'NORMAL' | 'RAISED';
  /** When somebody wanted it to go first. */
  readonly expedited: { readonly at: Date; readonly by: string } | undefined;
  readonly presale: boolean;
  readonly extensions: Readonly<Record<string, string>>;
  readonly defaultedFields: readonly string[];
  readonly clearance: Clearance;
  /** Since when inventory owes an answer; undefined where it owes none. */
  readonly stockOwedSince: Date | undefined;
  readonly firstOutboundAt: Date | undefined;
  readonly signedAt: Date | undefined;
  readonly createdAt: Date;
  readonly lines: readonly OrderLine[];
  readonly holds: readonly Hold[];
  readonly stops: readonly StopProposal[];
  readonly refunds: readonly Refund[];
  readonly parts: readonly Part[];
}

/** How often fulfilment was asked to decide, when last, and whether that decision may still be used. */
export interface Clearance {
  readonly round: number;
  readonly at: Date | undefined;
  readonly stands: boolean;
}

export function openHolds(order: Order): readonly Hold[] {
  return order.holds.filter((hold) => hold.releasedAt === undefined);
}

export function openStops(order: Order): readonly StopProposal[] {
  return order.stops.filter((stop) => stop.state === 'PROPOSED');
}

/** Parts that a warehouse has or may have. */
export function partsWithWarehouse(order: Order): readonly Part[] {
  return order.parts.filter((part) => part.state === 'CLAIMED' || part.state === 'SENT' || part.state === 'ACCEPTED');
}

export function isLive(part: Part): boolean {
  return part.state !== 'REFUSED' && part.state !== 'STALE' && part.state !== 'STOPPED';
}

export function shippedUnits(order: Order, lineNo: string): number {
  return order.parts.flatMap((part) => part.lines).reduce((sum, line) => (line.lineNo === lineNo ? sum + line.shipped : sum), 0);
}

/** Units that neither left, nor were cancelled, nor lie with a fulfilment order that stands. */
export function unplacedLines(order: Order): readonly LineUnits[] {
  const live = order.parts.flatMap((part) => part.lines.map((line) => (isLive(part) ? line : { ...line, quantity: line.shipped })));
  return order.lines.flatMap((line) => {
    const placed = live.reduce((sum, one) => (one.lineNo === line.lineNo ? sum + Math.max(one.quantity, one.shipped) : sum), 0);
    const quantity = line.quantity - line.cancelledQuantity - placed;
    return quantity > 0 ? [{ lineNo: line.lineNo, quantity }] : [];
  });
}

/** Units that were not cancelled, wherever they are. */
export function remainingLines(order: Order): readonly LineUnits[] {
  return order.lines
    .filter((line) => line.quantity > line.cancelledQuantity)
    .map((line) => ({ lineNo: line.lineNo, quantity: line.quantity - line.cancelledQuantity }));
}

/** Whether something has left, and whether something is still to leave. */
export function outboundProgress(order: Order): { readonly started: boolean; readonly complete: boolean } {
  const started = order.parts.some((part) => part.lines.some((line) => line.shipped > 0));
  const complete = started && order.lines.every((line) => shippedUnits(order, line.lineNo) >= line.quantity - line.cancelledQuantity);
  return { started, complete };
}
