import { defineEntity, p } from '@mikro-orm/core';

/** A receivable voucher as it is read; written in batches by the voucher store. */
export class Voucher {
  id!: string;
  orderId!: string;
  fulfilmentOrderId!: string;
  state!: 'WAITING' | 'PLANNED' | 'SENDING' | 'POSTED' | 'REFUSED';
  currency?: string | null;
  amountMinor?: bigint | null;
  entries?: readonly { readonly role: string; readonly account: string; readonly debit: string; readonly credit: string }[] | null;
  number?: string | null;
  refusal?: string | null;
  outboundAt!: Date;
  plannedAt!: Date;
  postedAt?: Date | null;
}

export const voucherMapping = defineEntity({
  class: Voucher,
  tableName: 'voucher',
  properties: {
    id: p.uuid().primary(),
    orderId: p.string(),
    fulfilmentOrderId: p.string(),
    state: p.string().$type<Voucher['state']>(),
    currency: p.string().nullable(),
    amountMinor: p.bigint().nullable(),
    entries: p.json<NonNullable<Voucher['entries']>>().nullable(),
    number: p.string().nullable(),
    refusal: p.string().nullable(),
    outboundAt: p.datetime(),
    plannedAt: p.datetime(),
    postedAt: p.datetime().nullable(),
  },
});
