import { allocate, DomainError, fen } from '@orderloom/domain-kernel';
import { phoneDigits } from './recipient.ts';

export interface OwnRecipient {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly town: string;
  readonly detail: string;
}

export interface OwnLine {
  readonly lineNo: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: bigint;
  readonly gift: boolean;
}

/** An order as its seller places it; amounts in fen. */
export interface OwnOrder {
  readonly orderNo: string;
  readonly placedAt: Date | undefined;
  readonly lines: readonly OwnLine[];
  readonly discount: bigint;
  readonly freight: bigint;
  readonly paid: boolean;
  readonly paidAt: Date | undefined;
  readonly buyerId: string;
  readonly recipient: OwnRecipient;
  readonly remark: string;
  readonly promisedShipAt: Date | undefined;
}

/** Why a field cannot be used. */
export type FieldTrouble = 'EMPTY' | 'TOO_LONG' | 'WRONG_FORM' | 'OUT_OF_RANGE' | 'TWICE' | 'AMOUNTS_DISAGREE';

/** The order cannot be one, whatever the hub knows: nothing of it is kept. */
export class OwnOrderUnusable extends DomainError {
  readonly code = 'ORDER_UNUSABLE';
  readonly field: string;
  readonly why: FieldTrouble;

  constructor(field: string, why: FieldTrouble) {
    super(`The field ${field} cannot be used: ${why}.`, { field, why });
    this.field = field;
    this.why = why;
  }
}

const MOST_LINES = 200;
const MOST_UNITS = 100_000;
const MOST_FEN = 10n ** 13n;
const DAY_MS = 86_400_000;

/** Refuses what can be no order. What people can mend, an unknown product above all, is let through and held for them. */
export function checkOwnOrder(order: OwnOrder, now: Date): void {
  if (!/^[\w.:/-]{1,64}$/.test(order.orderNo)) refuse('orderNo', order.orderNo === '' ? 'EMPTY' : 'WRONG_FORM');
  if (order.lines.length === 0) refuse('lines', 'EMPTY');
  if (order.lines.length > MOST_LINES) refuse('lines', 'TOO_LONG');
  if (new Set(order.lines.map((line) => line.lineNo)).size < order.lines.length) refuse('lines.lineNo', 'TWICE');
  for (const line of order.lines) checkLine(line);
  for (const field of ['discount', 'freight'] as const) if (!isAmount(order[field])) refuse(field, 'OUT_OF_RANGE');
  if (totalOf(order) < 0n) refuse('discount', 'AMOUNTS_DISAGREE');
  for (const field of ['placedAt', 'paidAt'] as const) if (!isPast(order[field], now)) refuse(field, 'OUT_OF_RANGE');
  if (!order.paid && order.paidAt !== undefined) refuse('paidAt', 'AMOUNTS_DISAGREE');
  if (order.promisedShipAt !== undefined && !isWithin(order.promisedShipAt, now, 400)) refuse('promisedShipAt', 'OUT_OF_RANGE');
  if (order.buyerId.length > 128) refuse('buyerId', 'TOO_LONG');
  if ([...order.remark].length > 500) refuse('remark', 'TOO_LONG');
  const trouble = recipientTrouble(order.recipient);
  if (trouble !== undefined) refuse(`recipient.${trouble.field}`, trouble.why);
}

/** Why nothing could be sent to this recipient; undefined when it could. */
export function recipientTrouble(recipient: OwnRecipient): { readonly field: string; readonly why: FieldTrouble } | undefined {
  for (const field of ['name', 'phone', 'province', 'city', 'detail'] as const)
    if (recipient[field].trim() === '') return { field, why: 'EMPTY' };
  for (const [field, value] of Object.entries(recipient)) {
    if ([...value].length > (field === 'detail' ? 300 : 64)) return { field, why: 'TOO_LONG' };
    if (/\p{Cc}/u.test(value)) return { field, why: 'WRONG_FORM' };
  }
  return /^\d{7,15}$/.test(phoneDigits(recipient.phone)) ? undefined : { field: 'phone', why: 'WRONG_FORM' };
}

/** What the buyer pays: goods and freight less the discount. */
export function totalOf(order: Pick<OwnOrder, 'lines' | 'discount' | 'freight'>): bigint {
  return goodsOf(order) + order.freight - order.discount;
}

/** The order as the document that is kept and read by the field mapping `own-order`. */
export function ownDocument(order: OwnOrder, now: Date): object {
  const total = totalOf(order);
  const goods = goodsOf(order);
  const weights = order.lines.map((line) => line.unitPrice * BigInt(line.quantity));
  const shares = goods === 0n ? order.lines.map((_line, index) => fen(index === 0 ? total : 0n)) : allocate(fen(total), weights);
  return {
    orderNo: order.orderNo,
    state: order.paid ? 'PAID' : 'AWAITING_PAYMENT',
    placedAt: (order.placedAt ?? now).getTime(),
    changedAt: now.getTime(),
    paidAt: order.paid ? (order.paidAt ?? now).getTime() : 0,
    promisedShipAt: order.promisedShipAt?.getTime() ?? 0,
    amounts: {
      goods: goods.toString(),
      discount: order.discount.toString(),
      freight: order.freight.toString(),
      total: total.toString(),
    },
    buyerId: order.buyerId,
    recipient: { ...order.recipient, remark: order.remark },
    lines: order.lines.map((line, index) => ({
      lineNo: line.lineNo,
      sku: line.sku,
      title: line.title,
      quantity: line.quantity,
      unitPrice: line.unitPrice.toString(),
      paidShare: (shares[index]?.minor ?? 0n).toString(),
      gift: line.gift,
    })),
  };
}

function goodsOf({ lines }: Pick<OwnOrder, 'lines'>): bigint {
  return lines.reduce((sum, line) => sum + line.unitPrice * BigInt(line.quantity), 0n);
}

function checkLine(line: OwnLine): void {
  if (!/^[\w.-]{1,64}$/.test(line.lineNo)) refuse('lines.lineNo', 'WRONG_FORM');
  if (!/^[\w.:/-]{1,64}$/.test(line.sku)) refuse('lines.sku', line.sku === '' ? 'EMPTY' : 'WRONG_FORM');
  if ([...line.title].length > 200) refuse('lines.title', 'TOO_LONG');
  if (!Number.isSafeInteger(line.quantity) || line.quantity < 1 || line.quantity > MOST_UNITS) refuse('lines.quantity', 'OUT_OF_RANGE');
  if (!isAmount(line.unitPrice)) refuse('lines.unitPrice', 'OUT_OF_RANGE');
}

function isAmount(minor: bigint): boolean {
  return minor >= 0n && minor <= MOST_FEN;
}

/** Clocks differ by minutes; an order of the day after tomorrow is a mistake. */
function isPast(at: Date | undefined, now: Date): boolean {
  return at === undefined || (at.getTime() <= now.getTime() + 10 * 60_000 && isWithin(at, now, 400));
}

function isWithin(at: Date, now: Date, days: number): boolean {
  return Math.abs(at.getTime() - now.getTime()) <= days * DAY_MS;
}

function refuse(field: string, why: FieldTrouble): never {
  throw new OwnOrderUnusable(field, why);
}
