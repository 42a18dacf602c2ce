import type { PlainRecipient } from '../recipient.ts';

/** How far an imported order was, from nothing paid to over; what a later state has passed, an older file never takes back. */
export const historyStates = ['UNPAID', 'TO_SHIP', 'HELD', 'SHIPPED', 'DONE', 'CLOSED'] as const;
export type HistoryState = (typeof historyStates)[number];

export const stateRanks: Readonly<Record<HistoryState, number>> = { UNPAID: 0, TO_SHIP: 1, HELD: 1, SHIPPED: 2, DONE: 3, CLOSED: 3 };

export type RefundState = 'NONE' | 'OPEN' | 'DONE';

export interface HistoryLine {
  readonly lineNo: string;
  readonly sku: string;
  readonly title: string;
  readonly spec: string;
  readonly quantity: number;
}

/** One order as one file tells it; amounts in fen. What the file does not say is undefined. */
export interface HistoryOrder {
  readonly platformOrderNo: string;
  readonly state: HistoryState | undefined;
  readonly createdAt: Date | undefined;
  readonly paidAt: Date | undefined;
  readonly shippedAt: Date | undefined;
  readonly doneAt: Date | undefined;
  readonly promisedShipAt: Date | undefined;
  readonly paid: bigint | undefined;
  readonly freight: bigint | undefined;
  readonly refunded: bigint | undefined;
  readonly refund: RefundState | undefined;
  readonly lines: readonly HistoryLine[];
  readonly trackingNumbers: readonly string[];
  readonly carrier: string;
  readonly shopName: string;
  /** Personal: it leaves memory only sealed. */
  readonly recipient: PlainRecipient | undefined;
  /** Row of the file on which it begins, as a spreadsheet counts them. */
  readonly rowNo: number;
}

/** Why a row was not taken. */
export const refusalReasons = [
  'NO_ORDER_NUMBER',
  'LOST_DIGITS',
  'UNKNOWN_STATUS',
  'BAD_TIME',
  'BAD_MONEY',
  'BAD_QUANTITY',
  'MERGED_ELSEWHERE',
  'TOO_MANY_CELLS',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export interface RefusedRow {
  readonly rowNo: number;
  readonly reason: RefusalReason;
  /** Header of the cell at fault. */
  readonly column: string;
  /** Original cells: personal. */
  readonly cells: readonly string[];
}
