import { retryVoucher } from './Mutation/retryVoucher.ts';
import { Order } from './Order.ts';
import { voucher } from './Query/voucher.ts';
import { Voucher } from './Voucher.ts';

export const resolvers = { Query: { voucher }, Mutation: { retryVoucher }, Order, Voucher };
