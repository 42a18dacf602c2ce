import type { Shape } from './mapping.ts';

export const orderStates = ['AWAITING_PAYMENT', 'PAID', 'PARTLY_SHIPPED', 'SHIPPED', 'COMPLETED', 'CANCELLED'] as const;
export type OrderState = (typeof orderStates)[number];

/** What a payload says of one line. */
export interface CanonicalLine {
  readonly lineNo: string;
  readonly platformSkuId: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: bigint;
  readonly paidShare: bigint;
  readonly gift: boolean;
  readonly coldChain: boolean;
  readonly extensions: Readonly<Record<string, string>>;
}

/** Personal data as the payload has it: plain, or cipher texts with masks. It leaves memory only sealed. */
export interface RecipientInPayload {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly town: string;
  readonly detail: string;
  readonly nameCipher: string;
  readonly phoneCipher: string;
  readonly detailCipher: string;
  readonly remark: string;
  readonly addressToken: string;
}

/** The order as the platform tells it now; amounts in fen. */
export interface CanonicalOrder {
  readonly platformOrderNo: string;
  readonly state: OrderState;
  readonly platformStatus: string;
  readonly updatedAt: Date;
  readonly createdAt: Date;
  readonly submittedAt: Date | undefined;
  readonly paidAt: Date | undefined;
  readonly promisedShipAt: Date | undefined;
  readonly goodsAmount: bigint;
  readonly discountAmount: bigint;
  readonly freightAmount: bigint;
  readonly paidAmount: bigint;
  readonly buyerOpenId: string;
  readonly presale: boolean;
  readonly deliveryRequirement: string;
  readonly recipient: RecipientInPayload;
  readonly lines: readonly CanonicalLine[];
  readonly extensions: Readonly<Record<string, string>>;
  readonly defaultedFields: readonly string[];
  readonly mappingVersion: number;
}

export const orderShape: Shape = {
  platformOrderNo: { type: 'ID', needed: true },
  state: { type: 'STATUS', needed: true, meanings: orderStates },
  updatedAt: { type: 'TIME', needed: true },
  createdAt: { type: 'TIME', needed: true },
  submittedAt: { type: 'TIME', needed: false },
  paidAt: { type: 'TIME', needed: false },
  promisedShipAt: { type: 'TIME', needed: false },
  goodsAmount: { type: 'MONEY', needed: false },
  discountAmount: { type: 'MONEY', needed: false },
  freightAmount: { type: 'MONEY', needed: false },
  paidAmount: { type: 'MONEY', needed: true },
  buyerOpenId: { type: 'ID', needed: false },
  presale: { type: 'BOOLEAN', needed: false },
  deliveryRequirement: { type: 'TEXT', needed: false },
  'recipient.name': { type: 'TEXT', needed: false },
  'recipient.phone': { type: 'TEXT', needed: false },
  'recipient.province': { type: 'TEXT', needed: true },
  'recipient.city': { type: 'TEXT', needed: true },
  'recipient.county': { type: 'TEXT', needed: false },
  'recipient.town': { type: 'TEXT', needed: false },
  'recipient.detail': { type: 'TEXT', needed: false },
  'recipient.houseNumber': { type: 'TEXT', needed: false },
  'recipient.nameCipher': { type: 'TEXT', needed: false },
  'recipient.phoneCipher': { type: 'TEXT', needed: false },
  'recipient.detailCipher': { type: 'TEXT', needed: false },
  'recipient.remark': { type: 'TEXT', needed: false },
  'recipient.addressToken': { type: 'ID', needed: false },
  'lines[].lineNo': { type: 'ID', needed: false },
  'lines[].platformSkuId': { type: 'ID', needed: true },
  'lines[].productId': { type: 'ID', needed: false },
  'lines[].merchantCode': { type: 'TEXT', needed: false },
  'lines[].title': { type: 'TEXT', needed: false },
  'lines[].quantity': { type: 'INTEGER', needed: true },
  'lines[].unitPrice': { type: 'MONEY', needed: false },
  'lines[].paidShare': { type: 'MONEY', needed: true },
  'lines[].gift': { type: 'BOOLEAN', needed: false },
};

export function isOrderState(text: string): text is OrderState {
  return (orderStates as readonly string[]).includes(text);
}
