import { OwnOrderUnusable, totalOf, type OwnOrder, type OwnRecipient } from '../domain/own-order.ts';

export interface RecipientInput {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly county?: string | null;
  readonly town?: string | null;
  readonly detail: string;
}

export interface PlaceOrderInput {
  readonly shopId: string;
  readonly orderNo: string;
  readonly placedAt?: Date | null;
  readonly lines: readonly {
    readonly lineNo?: string | null;
    readonly sku: string;
    readonly title?: string | null;
    readonly quantity: number;
    readonly unitPriceMinor: string;
    readonly gift?: boolean | null;
  }[];
  readonly discountMinor?: string | null;
  readonly freightMinor?: string | null;
  readonly totalMinor?: string | null;
  readonly paid: boolean;
  readonly paidAt?: Date | null;
  readonly buyerId?: string | null;
  readonly recipient: RecipientInput;
  readonly remark?: string | null;
  readonly promisedShipAt?: Date | null;
  readonly idempotencyKey: string;
}

export function orderOf(input: PlaceOrderInput): OwnOrder {
  const order: OwnOrder = {
    orderNo: input.orderNo,
    placedAt: input.placedAt ?? undefined,
    lines: input.lines.map((line, index) => ({
      lineNo: line.lineNo ?? String(index + 1),
      sku: line.sku,
      title: line.title ?? '',
      quantity: line.quantity,
      unitPrice: amountOf('lines.unitPriceMinor', line.unitPriceMinor),
      gift: line.gift === true,
    })),
    discount: amountOf('discountMinor', input.discountMinor ?? '0'),
    freight: amountOf('freightMinor', input.freightMinor ?? '0'),
    paid: input.paid,
    paidAt: input.paidAt ?? undefined,
    buyerId: input.buyerId ?? '',
    recipient: recipientOf(input.recipient),
    remark: input.remark ?? '',
    promisedShipAt: input.promisedShipAt ?? undefined,
  };
  const told = input.totalMinor ?? undefined;
  if (told !== undefined && amountOf('totalMinor', told) !== totalOf(order)) throw new OwnOrderUnusable('totalMinor', 'AMOUNTS_DISAGREE');
  return order;
}

export function recipientOf({ name, phone, province, city, county, town, detail }: RecipientInput): OwnRecipient {
  return { name, phone, province, city, county: county ?? '', town: town ?? '', detail };
}

function amountOf(field: string, text: string): bigint {
  if (!/^\d{1,15}$/.test(text)) throw new OwnOrderUnusable(field, 'WRONG_FORM');
  return BigInt(text);
}
