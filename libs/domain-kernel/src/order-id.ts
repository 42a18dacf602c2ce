import { DomainError } from './errors.ts';

/** Channel codes of ruling C-03; PO is POS, WS wholesale, OS the brand's own store (ADR 0077). */
export const channelCodes = ['DY', 'JD', 'TM', 'PD', 'WX', 'MT', 'XH', 'KS', 'PO', 'WS', 'OS'] as const;
export type ChannelCode = (typeof channelCodes)[number];

/** Whether orders of this channel are placed with the hub itself: till, wholesale, own store. */
export function hasNoPlatform(channel: string): boolean {
  return channel === 'PO' || channel === 'WS' || channel === 'OS';
}

/** The three parts of an order id; `day` is yyyymmdd in Shanghai, of the platform's creation time. */
export type OrderId = { readonly channel: ChannelCode; readonly day: string; readonly serial: bigint };

/** The text is not an order id, or its parts do not make one. */
export class OrderIdRefused extends DomainError {
  readonly code = 'NOT_AN_ORDER_ID';
}

/** `DY20260115-00892`: serial of five digits or more, growing within the day. */
export function formatOrderId(id: OrderId): string {
  if (id.serial < 1n || !isDay(id.day)) {
    throw new OrderIdRefused('An order id needs a day yyyymmdd and a serial above zero.', { day: id.day });
  }
  return `${id.channel}${id.day}-${id.serial.toString().padStart(5, '0')}`;
}

/** Reads `DY20260115-00892`; refuses another channel, an impossible day, and padding beyond five digits. */
export function parseOrderId(text: string): OrderId {
  const parts = /^([A-Z]{2})(\d{8})-(\d{5,15})$/.exec(text);
  const channel = channelCodes.find((code) => code === parts?.[1]);
  const day = parts?.[2];
  const digits = parts?.[3];
  if (channel === undefined || day === undefined || digits === undefined || !isDay(day)) throw refused(text);
  const id = { channel, day, serial: BigInt(digits) };
  // One order has one spelling: 000892 and 00892 must not both be accepted.
  if (id.serial < 1n || formatOrderId(id) !== text) throw refused(text);
  return id;
}

/** The calendar day in Shanghai as yyyymmdd. */
export function shanghaiDay(at: Date): string {
  const shifted = new Date(at.getTime() + shanghaiOffsetMs);
  return shifted.toISOString().slice(0, 10).replaceAll('-', '');
}

// China has had one zone without summer time since 1991; no channel is older.
const shanghaiOffsetMs = 8 * 60 * 60 * 1000;

function isDay(day: string): boolean {
  const iso = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return /^\d{8}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso);
}

function refused(text: string): OrderIdRefused {
  return new OrderIdRefused('Not an order id.', { text: text.slice(0, 40) });
}
